import { assert } from '@safiri/kernel';
import { lastStop, seatsOf } from './buses.ts';
import type { LayoutName } from './operations.ts';

/**
 * What should be stored, in plain lists, and nothing clever. A claim of a hold that is over keeps its legs until somebody
 * who wants them ends it: `legs` says whether they are still taken ('unsure' where that depends on who was decided
 * together with whom). Nobody can tell from outside, but for which orders a cancelled trip ends.
 */
export type ModelClaim = {
  readonly order: ModelOrder;
  readonly trip: number;
  seat: number;
  readonly from: number;
  readonly to: number;
  state: 'held' | 'sold' | 'ended';
  legs: 'taken' | 'unsure' | 'free';
  ticket: 'none' | 'issued' | 'cancelled';
};

export type ModelOrder = {
  readonly key: number;
  /** How many orders there were before it. */
  readonly number: number;
  readonly owner: number;
  readonly asked: string;
  status: 'held' | 'checkout' | 'confirmed' | 'unallocated' | 'released' | 'expired';
  /** Its time has passed, whether or not anybody has cleared it away. */
  over: boolean;
  extendedBy: number | undefined;
  opened: boolean;
  readonly total: number;
  readonly claims: ModelClaim[];
  readonly payments: Map<number, { readonly outcome: 'booking' | 'refund'; readonly cause: string | null }>;
  /** "attempt amount cause" */
  readonly refunds: string[];
};

export type ModelTrip = {
  layout: LayoutName;
  /** Of its news; above 1, a process may remember what it was before. */
  version: number;
  cancelled: boolean;
  readonly claims: ModelClaim[];
  readonly kept: Map<number, { readonly seats: readonly number[]; readonly keptFor: string; readonly since: number }>;
};

export type Books = {
  readonly orders: Map<number, ModelOrder>;
  readonly trips: Map<number, ModelTrip>;
  /** By the number of what is kept: its trip. */
  readonly kept: Map<number, number>;
  /** A mistake planted in the model, to see it found: holds that are over keep their seats. */
  readonly flawed: boolean;
};

export type Stretch = { readonly trip: number; readonly from: number; readonly to: number };
export type Ask = Stretch & { readonly seat: number };

/** Open seats that an owner may have unpaid at a time. */
export const mostSeatsHeld = 20;
export const farePerLeg = 1000;

export function openBooks({ flawed = false } = {}): Books {
  return { orders: new Map(), trips: new Map(), kept: new Map(), flawed };
}

export function tripOf(books: Books, trip: number): ModelTrip {
  const known = books.trips.get(trip);
  if (known !== undefined) return known;
  const made: ModelTrip = { layout: 'eight', version: 1, cancelled: false, claims: [], kept: new Map() };
  books.trips.set(trip, made);
  return made;
}

export function orderOf(books: Books, key: number): ModelOrder {
  const order = books.orders.get(key);
  assert(order !== undefined, `there is no order ${key}`);
  return order;
}

export function isOpen(order: ModelOrder): boolean {
  return order.status === 'held' || order.status === 'checkout';
}

export function shownStatus(order: ModelOrder): string {
  return isOpen(order) && order.over ? 'expired' : order.status;
}

/** Whether the claim keeps others from its seat. */
function isLive(books: Books, claim: ModelClaim): boolean {
  return claim.state === 'sold' || (claim.state === 'held' && (!claim.order.over || books.flawed));
}

/** Leg by leg, who has a seat. */
export function legsOf(books: Books, trip: number, seat: number): (ModelClaim | undefined)[] {
  const legs: (ModelClaim | undefined)[] = Array.from({ length: lastStop }, () => undefined);
  for (const claim of tripOf(books, trip).claims)
    if (claim.seat === seat && isLive(books, claim))
      for (let leg = claim.from; leg < claim.to; leg += 1) {
        assert(legs[leg] === undefined, `leg ${leg} of seat ${seat} is had twice, says the model`);
        legs[leg] = claim;
      }
  return legs;
}

export function isFree(books: Books, { trip, from, to }: Stretch, seat: number): boolean {
  return legsOf(books, trip, seat)
    .slice(from, to)
    .every((claim) => claim === undefined);
}

/** Seats of a trip that are kept from who may not take them. */
export function keptFrom(books: Books, trip: number, reducedMobility: boolean): readonly number[] {
  return [...tripOf(books, trip).kept.values()]
    .filter(({ keptFor }) => !(reducedMobility && keptFor === 'reduced-mobility'))
    .flatMap(({ seats }) => seats);
}

/** Seats of the bus of today that somebody could have. */
export function freeSeats(books: Books, stretch: Stretch, reducedMobility: boolean): number[] {
  const kept = keptFrom(books, stretch.trip, reducedMobility);
  return seatsOf(tripOf(books, stretch.trip).layout).filter(
    (seat) => !kept.includes(seat) && isFree(books, stretch, seat),
  );
}

/**
 * Somebody asks for a seat: who finds its legs under a hold that is over ends all such holds of the seat. Who finds them
 * taken by others may do so, or not.
 */
export function clearOverdue(books: Books, { trip, from, to, seat }: Ask, sure = true): void {
  const onSeat = tripOf(books, trip).claims.filter(
    (claim) => claim.seat === seat && claim.from < to && from < claim.to,
  );
  const overdue = tripOf(books, trip).claims.filter((claim) => claim.seat === seat && isOverdue(claim));
  const met = onSeat.filter(isOverdue);
  if (met.length === 0 && !onSeat.some((claim) => isLive(books, claim))) return;
  const certain = sure && met.some((claim) => claim.legs === 'taken');
  for (const claim of overdue) claim.legs = certain ? 'free' : 'unsure';
}

/** A hold that is over and that nobody has ended, as far as is known. */
function isOverdue({ state, order, legs }: ModelClaim): boolean {
  return state === 'held' && order.over && legs !== 'free';
}

/** As above, where it is not known which seats were asked for. */
export function blurOverdue(books: Books, trip: number): void {
  for (const claim of tripOf(books, trip).claims)
    if (claim.state === 'held' && claim.order.over && claim.legs === 'taken') claim.legs = 'unsure';
}
