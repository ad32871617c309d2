import type { SeatLayout } from '@safiri/contracts';
import { layoutSeats, type LayoutSeat } from './layout-seats.ts';

type Choice = {
  readonly layout: SeatLayout;
  /** The seats that can be had. */
  readonly free: ReadonlySet<number>;
  readonly wanted: readonly number[];
};
type Placed = LayoutSeat & { readonly seat: number };

/** A row is further than a seat, another deck further than any row. */
const rowDistance = 2;
const deckDistance = 1_000;
/** Accessible seats are offered to who wanted one, and to others when nothing else is left. */
const accessibleDistance = 10_000;

/** As many free seats of the same class, side by side if possible, nearest to those that were wanted; undefined where too few are left. */
export function nearestSeats({ layout, free, wanted }: Choice): number[] | undefined {
  const seats = placedSeats(layout);
  const missed = seats.filter(({ seat }) => wanted.includes(seat));
  const chosen: number[] = [];
  for (const named of new Set(missed.map((seat) => seat.class))) {
    const had = missed.filter((seat) => seat.class === named);
    const candidates = seats.filter((seat) => seat.class === named && free.has(seat.seat));
    if (candidates.length < had.length) return undefined;
    chosen.push(...nearest(candidates, had));
  }
  return chosen.length === 0 ? undefined : chosen.toSorted((a, b) => a - b);
}

function nearest(candidates: readonly Placed[], had: readonly Placed[]): number[] {
  const distance = distanceFrom(had);
  let best: { readonly seats: readonly Placed[]; readonly far: number } | undefined;
  for (const [start, first] of candidates.entries()) {
    const last = candidates[start + had.length - 1];
    // They come from front to back and from left to right: so many columns further, in the same row, is side by side.
    if (last?.deck !== first.deck || last.row !== first.row || last.column !== first.column + had.length - 1) continue;
    const seats = candidates.slice(start, start + had.length);
    const far = seats.reduce((sum, seat) => sum + distance(seat), 0);
    if (best === undefined || far < best.far) best = { seats, far };
  }
  const chosen = best?.seats ?? candidates.toSorted((a, b) => distance(a) - distance(b)).slice(0, had.length);
  return chosen.map(({ seat }) => seat);
}

const placed = new WeakMap<SeatLayout, readonly Placed[]>();

/** From front to back and from left to right, which is the order in which layouts are written. */
function placedSeats(layout: SeatLayout): readonly Placed[] {
  const seats = placed.get(layout) ?? [...layoutSeats(layout)].map(([seat, place]): Placed => ({ ...place, seat }));
  placed.set(layout, seats);
  return seats;
}

function distanceFrom(had: readonly Placed[]): (seat: Placed) => number {
  const mean = (of: (seat: Placed) => number): number => had.reduce((sum, seat) => sum + of(seat), 0) / had.length;
  const [deck, row, column] = [mean((seat) => seat.deck), mean((seat) => seat.row), mean((seat) => seat.column)];
  const wantsAccessible = had.some((seat) => seat.accessible);
  return (seat) =>
    Math.abs(seat.deck - deck) * deckDistance +
    Math.abs(seat.row - row) * rowDistance +
    Math.abs(seat.column - column) +
    (seat.accessible && !wantsAccessible ? accessibleDistance : 0);
}
