import type { SeatMap } from '@safiri/contracts';

/** What passengers read on seats, by number; a seat that is not on the drawing is named by its number. */
export function seatLabels(decks: SeatMap['decks']): (seats: readonly number[]) => string[] {
  const labels = new Map(
    decks
      .flatMap((deck) => deck.rows.flat())
      .flatMap((cell) => (cell.kind === 'seat' ? [[cell.seat, cell.label] as const] : [])),
  );
  return (seats) => seats.map((seat) => labels.get(seat) ?? String(seat));
}
