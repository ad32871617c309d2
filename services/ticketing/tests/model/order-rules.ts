import {
  farePerLeg,
  isOpen,
  orderOf,
  shownStatus,
  tripOf,
  type Books,
  type ModelClaim,
  type ModelOrder,
} from './books.ts';
import { sellLate } from './late-rules.ts';
import { done, refused, type Operation, type Seen } from './operations.ts';

type Of<Kind extends Operation['kind']> = Extract<Operation, { readonly kind: Kind }>;

export function viewOf(order: ModelOrder): Seen {
  return {
    kind: 'order',
    status: shownStatus(order),
    total: order.total,
    extendable: shownStatus(order) === 'held' && order.extendedBy === undefined,
    claims: order.claims.map((claim) => `${claim.trip}/${claim.seat} ${claim.from}-${claim.to} ${claim.ticket}`),
  };
}

export function expectLook(books: Books, { order: key, by }: Of<'look'>): Seen {
  const order = orderOf(books, key);
  return order.owner === by ? viewOf(order) : refused('NOT_FOUND');
}

export function expectExtension(books: Books, { order: key, by, key: extension }: Of<'extend'>): Seen {
  const order = orderOf(books, key);
  if (order.owner !== by) return refused('NOT_FOUND');
  if (order.status === 'held' && !order.over && order.extendedBy === undefined) order.extendedBy = extension;
  else if (order.extendedBy !== extension) {
    if (shownStatus(order) === 'expired') return refused('HOLD_EXPIRED');
    return refused(order.status === 'held' ? 'ALREADY_EXTENDED' : 'ORDER_NOT_HELD');
  }
  return viewOf(order);
}

export function expectCheckOut(books: Books, { order: key, by, mismatched }: Of<'check-out'>): Seen {
  const order = orderOf(books, key);
  if (order.owner !== by) return refused('NOT_FOUND');
  if (shownStatus(order) === 'expired') return refused('HOLD_EXPIRED');
  if (!isOpen(order)) return refused('ORDER_NOT_HELD');
  if (mismatched) return refused('PASSENGERS_MISMATCH');
  order.status = 'checkout';
  order.opened = true;
  return viewOf(order);
}

export function expectRelease(books: Books, { order: key, by }: Of<'release'>): Seen {
  const order = orderOf(books, key);
  if (order.owner !== by) return refused('NOT_FOUND');
  if (order.status === 'confirmed' || order.status === 'unallocated') return refused('ORDER_NOT_HELD');
  if (isOpen(order)) endOrder(order, 'released');
  return done;
}

export function expectAge(books: Books, { order: key }: Of<'age'>): Seen {
  const order = orderOf(books, key);
  if (isOpen(order)) order.over = true;
  return done;
}

/** Everything of which the time has passed is cleared away. */
export function expectSweep(books: Books): Seen {
  for (const order of books.orders.values()) {
    if (!isOpen(order) || !order.over) continue;
    order.status = 'expired';
    for (const claim of order.claims) claim.legs = 'free';
  }
  return done;
}

export function expectPayment(books: Books, { order: key, attempt, amount }: Of<'pay'>, seen: Seen): Seen {
  const order = orderOf(books, key);
  const known = order.payments.get(attempt);
  const verdict = known ?? judge(books, { order, amount, seen });
  if (known === undefined) {
    order.payments.set(attempt, verdict);
    if (verdict.outcome === 'refund')
      order.refunds.push(`${attempt} ${order.total + (amount === 'right' ? 0 : 1)} ${verdict.cause}`);
  }
  const seats = verdict.outcome === 'booking' ? order.claims.map(({ trip, seat }) => `${trip}/${seat}`) : [];
  return { kind: 'paid', ...verdict, status: shownStatus(order), seats };
}

type Verdict = { readonly outcome: 'booking' | 'refund'; readonly cause: string | null };

type Money = { readonly order: ModelOrder; readonly amount: 'right' | 'wrong'; readonly seen: Seen };

function judge(books: Books, { order, amount, seen }: Money): Verdict {
  const goesBack = (cause: string): Verdict => ({ outcome: 'refund', cause });
  const cancelled = order.claims.some((claim) => tripOf(books, claim.trip).cancelled);
  if (order.status === 'confirmed') return goesBack('paid-twice');
  if (order.status === 'released' || order.status === 'unallocated')
    return goesBack(cancelled ? 'trip-cancelled' : order.status === 'released' ? 'order-released' : 'seats-gone');
  if (!order.opened) return goesBack('seats-gone');
  if (amount === 'wrong') return goesBack('amount-mismatch');
  if (!cancelled && (!order.over || sellLate(books, order, seen))) {
    order.status = 'confirmed';
    for (const claim of order.claims) Object.assign(claim, { state: 'sold', ticket: 'issued' });
    return { outcome: 'booking', cause: null };
  }
  endOrder(order, 'unallocated');
  return goesBack(cancelled ? 'trip-cancelled' : 'seats-gone');
}

export function endOrder(order: ModelOrder, status: 'released' | 'unallocated'): void {
  order.status = status;
  for (const claim of order.claims) Object.assign(claim, { state: 'ended', legs: 'free' });
}

export function faresOn(claims: readonly ModelClaim[]): number {
  return claims.reduce((sum, { from, to }) => sum + (to - from) * farePerLeg, 0);
}
