import { assert } from '@safiri/kernel';
import { seatsOf } from './buses.ts';
import {
  clearOverdue,
  isFree,
  isOpen,
  legsOf,
  orderOf,
  shownStatus,
  tripOf,
  type Books,
  type ModelClaim,
  type ModelOrder,
} from './books.ts';
import { done, refused, type Move, type Operation, type Seen } from './operations.ts';
import { endOrder, faresOn } from './order-rules.ts';

type Of<Kind extends Operation['kind']> = Extract<Operation, { readonly kind: Kind }>;

/** Who has paid gets the fares of this trip back; who has not loses their seats on the other trip too. */
export function expectCancellation(books: Books, { trip: number }: Of<'cancel'>, seen: Seen): Seen {
  const trip = tripOf(books, number);
  trip.cancelled = true;
  trip.version += 1;
  const orders = [...new Set(trip.claims.map((claim) => claim.order))];
  const shown = seen.kind === 'cancelled' ? seen.orders : [];
  for (const order of orders) {
    const here = order.claims.filter((claim) => claim.trip === number);
    if (order.status === 'confirmed') refundTrip(order, here);
    else if (isOpen(order) && isEnded(order, { here, shown })) endOrder(order, 'released');
  }
  const told = orders.map((order) => `${order.key} ${shownStatus(order)}`);
  return { kind: 'cancelled', orders: told.toSorted() };
}

function refundTrip(order: ModelOrder, here: readonly ModelClaim[]): void {
  const sold = here.filter((claim) => claim.state === 'sold');
  if (sold.length === 0) return;
  const [attempt] = [...order.payments].find(([, payment]) => payment.outcome === 'booking') ?? [];
  order.refunds.push(`${attempt} ${faresOn(sold)} trip-cancelled`);
  for (const claim of sold) Object.assign(claim, { state: 'ended', legs: 'free', ticket: 'cancelled' });
}

/** An order that is over is ended with the trip as long as its legs there are still taken. */
function isEnded(
  order: ModelOrder,
  { here, shown }: { here: readonly ModelClaim[]; shown: readonly string[] },
): boolean {
  if (!order.over || here.some((claim) => claim.legs === 'taken')) return true;
  return here.some((claim) => claim.legs === 'unsure') && shown.includes(`${order.key} released`);
}

/** Another bus. Who has a seat keeps it, also one that this bus does not have. News that come late change nothing. */
export function expectSwap(books: Books, { trip: number, layout, late }: Of<'swap'>): Seen {
  const trip = tripOf(books, number);
  if (late) return done;
  trip.layout = layout;
  trip.version += 1;
  return done;
}

export function expectKept(books: Books, { trip: number, kept, seats, keptFor }: Of<'keep'>): Seen {
  const trip = tripOf(books, number);
  if (seats.some((seat) => !seatsOf(trip.layout).includes(seat))) return refused('SEAT_UNKNOWN');
  trip.kept.set(kept, { seats, keptFor, since: books.orders.size });
  books.kept.set(kept, number);
  const had = seats.flatMap((seat) => [...new Set(legsOf(books, number, seat))].filter((claim) => claim !== undefined));
  return { kind: 'kept', had: had.map(({ seat, from, to, state }) => `${seat} ${from}-${to} ${state}`).toSorted() };
}

export function expectGivenBack(books: Books, { kept }: Of<'give-back'>): Seen {
  const trip = books.kept.get(kept);
  if (trip !== undefined) tripOf(books, trip).kept.delete(kept);
  return done;
}

type Moving = { readonly claim: ModelClaim; readonly move: Move };

/** All or none; those who swap make room for each other. Holds that are over give way, and move nowhere themselves. */
export function expectMoves(books: Books, { moves }: Of<'move'>): Seen {
  const moving = moves.map((move): Moving => ({ move, claim: claimOf(books, move) })).toSorted(byTarget);
  const gone = moving.filter(({ claim }) => claim.state === 'ended' || (claim.state === 'held' && claim.order.over));
  if (gone.length > 0) return { kind: 'moved', refused: gone.map(({ move }) => `${nameOf(move)} gone`).toSorted() };

  for (const { claim, move } of moving) clearOverdue(books, { ...claim, from: 0, to: 256, seat: move.seat });
  const before = moving.map(({ claim }) => claim.seat);
  // Nowhere, until all have left.
  for (const { claim } of moving) claim.seat = 0;
  const taken = moving.filter(({ claim, move }) => {
    if (!isFree(books, claim, move.seat)) return true;
    claim.seat = move.seat;
    return false;
  });
  if (taken.length > 0) for (const [index, { claim }] of moving.entries()) claim.seat = before[index] ?? 0;
  return { kind: 'moved', refused: taken.map(({ move }) => `${nameOf(move)} taken`).toSorted() };
}

/** The order in which they are let onto their seats: ids ascend in time. */
function byTarget(a: Moving, b: Moving): number {
  return (
    a.claim.trip - b.claim.trip ||
    a.move.seat - b.move.seat ||
    a.move.order - b.move.order ||
    a.move.claim - b.move.claim
  );
}

function claimOf(books: Books, { order, claim }: Move): ModelClaim {
  const found = orderOf(books, order).claims[claim];
  assert(found !== undefined, `order ${order} has no claim ${claim}`);
  return found;
}

function nameOf({ order, claim }: Move): string {
  return `${order}/${claim}`;
}
