import { bestSeats, seatsOf, subsets } from './buses.ts';
import { blurOverdue, clearOverdue, isFree, tripOf, type Books, type ModelClaim, type ModelOrder } from './books.ts';
import type { Seen } from './operations.ts';

/**
 * Money for an order that is over: it has its own seats again, or others, on all of its trips; false when it cannot. Which of
 * its claims somebody has ended is not always known: any way that leads to what was seen is right.
 */
export function sellLate(books: Books, order: ModelOrder, seen: Seen): boolean {
  const told = seen.kind === 'paid' ? seen.seats.map((seat) => Number(seat.split('/')[1])) : [];
  const gone = order.claims.filter((claim) => claim.legs === 'free');
  const unsure = order.claims.filter((claim) => claim.legs === 'unsure');
  const ways = unsure
    .flatMap((_claim, count) => subsets(unsure, count))
    .concat([unsure])
    .map((some) => seatsAgain(books, order, { lost: [...gone, ...some], told }));
  const seats = ways.find((way) => String(way ?? []) === String(told)) ?? ways.at(-1);
  if (seats === undefined || (told.length === 0 && ways.includes(undefined))) return false;
  for (const [index, claim] of order.claims.entries()) {
    const seat = seats[index] ?? claim.seat;
    if (claim.legs !== 'taken') clearOverdue(books, { ...claim, seat }, claim.legs === 'free');
    if (seat !== claim.seat) blurOverdue(books, claim.trip);
    claim.seat = seat;
  }
  return true;
}

type Asked = { readonly lost: readonly ModelClaim[]; readonly told: readonly number[] };

/** The seats that the order has, claim by claim; undefined when it cannot have all. */
function seatsAgain(books: Books, order: ModelOrder, { lost, told }: Asked): readonly number[] | undefined {
  const seats = new Map<ModelClaim, number>(order.claims.map((claim) => [claim, claim.seat]));
  const seen = new Map<ModelClaim, number>(order.claims.map((claim, index) => [claim, told[index] ?? 0]));
  for (const trip of new Set(lost.map((claim) => claim.trip))) {
    const here = order.claims.filter((claim) => claim.trip === trip).toSorted((a, b) => a.seat - b.seat);
    const found = seatsOnTrip(books, order, { here, lost: here.filter((claim) => lost.includes(claim)), seen });
    if (found === undefined) return undefined;
    for (const [claim, seat] of found) seats.set(claim, seat);
  }
  return [...seats.values()];
}

type OnTrip = {
  /** By seat, as are those of them that were lost. */
  readonly here: readonly ModelClaim[];
  readonly lost: readonly ModelClaim[];
  readonly seen: ReadonlyMap<ModelClaim, number>;
};

/** Its own; else others for all; else others for the lost ones, one by one. */
function seatsOnTrip(
  books: Books,
  order: ModelOrder,
  { here, lost, seen }: OnTrip,
): ReadonlyMap<ModelClaim, number> | undefined {
  const [first] = here;
  if (first === undefined) return new Map();
  const { layout } = tripOf(books, first.trip);
  const barred = barredFrom(books, order, first.trip);
  const free = seatsOf(layout).filter((seat) => !barred.includes(seat) && isFree(books, first, seat));
  const seenOf = (claims: readonly ModelClaim[]): number[] =>
    claims.map((claim) => seen.get(claim) ?? 0).toSorted((a, b) => a - b);
  if (lost.every((claim) => free.includes(claim.seat))) return new Map();

  const isInBus = (claim: ModelClaim): boolean => seatsOf(layout).includes(claim.seat);
  const all = here.every(isInBus) ? bestSeats(layout, { free, count: here.length }, seenOf(here)) : undefined;
  if (all !== undefined) return new Map(here.map((claim, index) => [claim, all[index] ?? 0]));

  const found = new Map<ModelClaim, number>();
  const had = here.filter((claim) => !lost.includes(claim)).map((claim) => claim.seat);
  for (const claim of lost) {
    const left = free.filter((seat) => !had.includes(seat) && ![...found.values()].includes(seat));
    const [seat] = (isInBus(claim) ? bestSeats(layout, { free: left, count: 1 }, seenOf([claim])) : undefined) ?? [];
    if (seat === undefined) return undefined;
    found.set(claim, seat);
  }
  return found;
}

/** Seats that are kept, but for those kept for whom the order's own were when it was made. */
function barredFrom(books: Books, order: ModelOrder, trip: number): number[] {
  const kept = order.claims.flatMap((claim) =>
    [...tripOf(books, claim.trip).kept.values()].filter(
      ({ seats, since }) => since <= order.number && seats.includes(claim.seat),
    ),
  );
  const may = new Set(kept.map(({ keptFor }) => keptFor));
  return [...tripOf(books, trip).kept.values()]
    .filter(({ keptFor }) => !may.has(keptFor))
    .flatMap(({ seats }) => seats);
}
