/** Rows taken at once: their queries wait for the payment company side by side, their transactions share four connections. */
export const batchSize = 20;

/** Works on all claimed rows side by side. One that breaks off does not disturb the others; its lease brings it back. */
export async function workThrough<Row>(
  rows: readonly Row[],
  work: (row: Row) => Promise<void>,
  onBroken: (row: Row, error: unknown) => void,
): Promise<void> {
  await Promise.all(
    rows.map(async (row) => {
      try {
        await work(row);
      } catch (error) {
        onBroken(row, error);
      }
    }),
  );
}
