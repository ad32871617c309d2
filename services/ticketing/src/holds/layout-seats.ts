import type { SeatLayout } from '@safiri/contracts';

export type LayoutSeat = { readonly label: string; readonly class: string };

const known = new WeakMap<SeatLayout, ReadonlyMap<number, LayoutSeat>>();

/** The seats of a layout by their number; looked through once, however many orders ask. */
export function layoutSeats(layout: SeatLayout): ReadonlyMap<number, LayoutSeat> {
  const seats = known.get(layout) ?? readSeats(layout);
  known.set(layout, seats);
  return seats;
}

function readSeats(layout: SeatLayout): ReadonlyMap<number, LayoutSeat> {
  const cells = layout.decks.flatMap((deck) => deck.rows.flat());
  return new Map(
    cells.flatMap((cell): [number, LayoutSeat][] =>
      cell.kind === 'seat' ? [[cell.seat, { label: cell.label, class: cell.class }]] : [],
    ),
  );
}

/** What a passenger reads on a seat; a seat that the bus of today does not have is named by its number. */
export function seatOf(layout: SeatLayout, seat: number): LayoutSeat {
  return layoutSeats(layout).get(seat) ?? { label: String(seat), class: '' };
}
