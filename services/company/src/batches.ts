export type BatchBounds<Item> = {
  readonly items: number;
  /** With a weight, the weights of a batch sum to at most this; a heavier item stands alone. */
  readonly weight?: { readonly most: number; readonly of: (item: Item) => number };
};

/** The list in runs, in order, so that no statement and no message grows with the timetable. */
export function* batches<Item>(list: Iterable<Item>, bounds: BatchBounds<Item>): Generator<Item[]> {
  const { items, weight } = bounds;
  let batch: Item[] = [];
  let sum = 0;
  for (const item of list) {
    const own = weight?.of(item) ?? 0;
    if (batch.length > 0 && (batch.length >= items || sum + own > (weight?.most ?? 0))) {
      yield batch;
      batch = [];
      sum = 0;
    }
    batch.push(item);
    sum += own;
  }
  if (batch.length > 0) yield batch;
}
