import type { SeatMap } from '@safiri/contracts';

/** How many seats of a drawing are not among the taken ones. */
export function seatsFree({ decks, taken }: Pick<SeatMap, 'decks' | 'taken'>): number {
  const gone = new Set(taken);
  return decks.flatMap((deck) => deck.rows.flat()).filter((cell) => cell.kind === 'seat' && !gone.has(cell.seat))
    .length;
}
