import type { SeatLayout } from '@safiri/contracts';

export type LayoutSeat = {
  readonly label: string;
  readonly class: string;
  readonly accessible: boolean;
  /** Counted from 0, as seen from above. */
  readonly deck: number;
  readonly row: number;
  readonly column: number;
};

const known = new WeakMap<SeatLayout, ReadonlyMap<number, LayoutSeat>>();

/** The seats of a layout by their number; looked through once, however many orders ask. */
export function layoutSeats(layout: SeatLayout): ReadonlyMap<number, LayoutSeat> {
  const seats = known.get(layout) ?? readSeats(layout);
  known.set(layout, seats);
  return seats;
}

function readSeats(layout: SeatLayout): ReadonlyMap<number, LayoutSeat> {
  return new Map(
    layout.decks.flatMap(({ rows }, deck) =>
      rows.flatMap((cells, row) =>
        cells.flatMap((cell, column): [number, LayoutSeat][] => {
          if (cell.kind !== 'seat') return [];
          const { label, class: named, accessible = false } = cell;
          return [[cell.seat, { label, class: named, accessible, deck, row, column }]];
        }),
      ),
    ),
  );
}

/** What a passenger reads on a seat; a seat that the bus of today does not have is named by its number. */
export function seatOf(layout: SeatLayout, seat: number): Pick<LayoutSeat, 'label' | 'class'> {
  return layoutSeats(layout).get(seat) ?? { label: String(seat), class: '' };
}
