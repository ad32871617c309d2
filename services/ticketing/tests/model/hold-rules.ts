import { bestSeats, seatsOf } from './buses.ts';
import {
  blurOverdue,
  clearOverdue,
  farePerLeg,
  freeSeats,
  isFree,
  isOpen,
  keptFrom,
  mostSeatsHeld,
  tripOf,
  type Ask,
  type Books,
  type ModelOrder,
} from './books.ts';
import { refused, type Hold, type Seen, type Wish } from './operations.ts';
import { viewOf } from './order-rules.ts';

/** What a hold should come to. Where several seats are as good, or several refusals as true, what was seen decides. */
export function expectHold(books: Books, hold: Hold, seen: Seen): Seen {
  const known = books.orders.get(hold.key);
  const plan = planRefusals(books, hold);
  const tooMany = seatsHeldBy(books, hold.owner) + seatsAsked(hold) > mostSeatsHeld;
  const kept = namedAsks(hold).some(({ trip, seat }) => keptFrom(books, trip, hold.reducedMobility).includes(seat));
  const taken = namedAsks(hold).filter((ask) => isTaken(books, hold, ask));
  const chosen = chooseAll(books, hold, seen);

  const answer = (): Seen => {
    if (known !== undefined) return known.asked === askedBy(hold) ? viewOf(known) : refused('IDEMPOTENCY_KEY_REUSED');
    if (plan.length > 0) return planRefusal(books, { hold, plan, tooMany, lost: taken }, seen);
    if (tooMany) return refused('TOO_MANY_SEATS_HELD');
    if (taken.length > 0) return lossOf(books, { hold, taken, blurred: kept }, seen);
    if (Array.isArray(chosen)) return viewOf(writeOrder(books, hold, chosen));
    return { kind: 'refused', code: 'TRIP_FULL', trip: chosen.full };
  };
  touchSeats(books, hold, {
    none: (plan.length > 0 && !kept) || tooMany,
    unsure: kept,
    named: taken.length > 0,
    chosen,
  });
  return answer();
}

/** The same for requests that ask for the same. */
export function askedBy({ trips, reducedMobility }: Hold): string {
  return JSON.stringify([trips, reducedMobility]);
}

/** Why it would be refused whatever seats are free, one reason a wish at the most. */
function planRefusals(books: Books, { trips }: Hold): string[] {
  return trips.flatMap((wish) => {
    const trip = tripOf(books, wish.trip);
    if (trip.cancelled) return ['TRIP_NOT_ON_SALE'];
    const { seats } = wish;
    return typeof seats !== 'number' && seats.some((seat) => !seatsOf(trip.layout).includes(seat))
      ? ['SEAT_UNKNOWN']
      : [];
  });
}

type Reasons = {
  readonly hold: Hold;
  readonly plan: readonly string[];
  readonly tooMany: boolean;
  readonly lost: readonly Ask[];
};

/** The first reason; but a process that remembers a trip as it was may meet another one first that is as true. */
function planRefusal(books: Books, { hold, plan, tooMany, lost }: Reasons, seen: Seen): Seen {
  const [first = ''] = plan;
  const remembers = hold.trips.some(({ trip }) => tripOf(books, trip).version > 1);
  if (!remembers || seen.kind !== 'refused') return refused(first);
  const true_ = [
    ...plan,
    ...(tooMany ? ['TOO_MANY_SEATS_HELD'] : []),
    ...(lost.length > 0 ? ['SEATS_TAKEN', 'TRIP_FULL'] : []),
  ];
  return true_.includes(seen.code) ? seen : refused(first);
}

type Loss = { readonly hold: Hold; readonly taken: readonly Ask[]; readonly blurred: boolean };

/**
 * Seats that somebody else has, all of them named; with kept seats among them, others that are taken may be left out. In
 * their place the trip, when nothing of it is free. What was free a moment ago may be offered instead of that.
 */
function lossOf(books: Books, { hold, taken, blurred }: Loss, seen: Seen): Seen {
  const all = taken.map(nameOf).toSorted();
  if (seen.kind !== 'refused') return { kind: 'refused', code: 'SEATS_TAKEN', seats: all };
  if (seen.code === 'TRIP_FULL') {
    const wish = hold.trips.find(({ trip }) => taken.some((ask) => ask.trip === trip) && trip === seen.trip);
    const full = wish !== undefined && freeSeats(books, wish, hold.reducedMobility).length === 0;
    return full ? seen : { kind: 'refused', code: 'SEATS_TAKEN', seats: all };
  }
  const must = blurred ? surelyNamed(books, hold, taken).map(nameOf) : all;
  const told = seen.seats ?? [];
  const right =
    told.length > 0 && must.every((seat) => told.includes(seat)) && told.every((seat) => all.includes(seat));
  return { kind: 'refused', code: 'SEATS_TAKEN', seats: right && new Set(told).size === told.length ? told : all };
}

/** Seats that are kept, on trips that no process may remember as they were: of the others it may say nothing at first. */
function surelyNamed(books: Books, { reducedMobility }: Hold, taken: readonly Ask[]): Ask[] {
  return taken.filter(
    ({ trip, seat }) => tripOf(books, trip).version === 1 && keptFrom(books, trip, reducedMobility).includes(seat),
  );
}

function isTaken(books: Books, { reducedMobility }: Hold, ask: Ask): boolean {
  return keptFrom(books, ask.trip, reducedMobility).includes(ask.seat) || !isFree(books, ask, ask.seat);
}

function nameOf({ trip, seat }: Ask): string {
  return `${trip}/${seat}`;
}

/** Everything that would be held, or the first trip, by its number, that is full for its wish. */
function chooseAll(books: Books, hold: Hold, seen: Seen): Ask[] | { readonly full: number } {
  const chosen: Ask[] = [];
  for (const wish of hold.trips.toSorted((a, b) => a.trip - b.trip)) {
    if (typeof wish.seats !== 'number') {
      chosen.push(...asksOf(wish, wish.seats));
      continue;
    }
    const free = freeSeats(books, wish, hold.reducedMobility);
    const best = bestSeats(tripOf(books, wish.trip).layout, { free, count: wish.seats }, seatsSeen(seen, wish.trip));
    if (best === undefined) return { full: wish.trip };
    chosen.push(...asksOf(wish, best));
  }
  return chosen;
}

function seatsSeen(seen: Seen, trip: number): number[] {
  if (seen.kind !== 'order') return [];
  return seen.claims.flatMap((claim) => {
    const [, at, seat] = /^(\d+)\/(\d+) /.exec(claim) ?? [];
    return Number(at) === trip ? [Number(seat)] : [];
  });
}

type Touched = {
  readonly none: boolean;
  readonly unsure: boolean;
  readonly named: boolean;
  readonly chosen: readonly Ask[] | { readonly full: number };
};

/** Which holds that are over somebody ends by asking: on the seats that are named, then on those that are chosen. */
function touchSeats(books: Books, hold: Hold, { none, unsure, named, chosen }: Touched): void {
  if (none) return;
  for (const ask of namedAsks(hold)) clearOverdue(books, ask, !unsure);
  if (named) return;
  const known = books.orders.has(hold.key);
  if (Array.isArray(chosen) && !known) for (const ask of chosen) clearOverdue(books, ask);
  else for (const { trip, seats } of hold.trips) if (typeof seats === 'number') blurOverdue(books, trip);
}

function namedAsks({ trips }: Hold): Ask[] {
  return trips.flatMap((wish) => (typeof wish.seats === 'number' ? [] : asksOf(wish, wish.seats)));
}

function asksOf({ trip, from, to }: Wish, seats: readonly number[]): Ask[] {
  return seats.map((seat) => ({ trip, from, to, seat }));
}

function seatsAsked({ trips }: Hold): number {
  return trips.reduce((sum, { seats }) => sum + (typeof seats === 'number' ? seats : seats.length), 0);
}

function seatsHeldBy(books: Books, owner: number): number {
  const open = [...books.orders.values()].filter((order) => order.owner === owner && isOpen(order) && !order.over);
  return open.reduce((sum, order) => sum + order.claims.length, 0);
}

function writeOrder(books: Books, hold: Hold, asks: readonly Ask[]): ModelOrder {
  const order: ModelOrder = {
    key: hold.key,
    number: books.orders.size,
    owner: hold.owner,
    asked: askedBy(hold),
    status: 'held',
    over: hold.overAtOnce,
    extendedBy: undefined,
    opened: false,
    total: asks.reduce((sum, { from, to }) => sum + (to - from) * farePerLeg, 0),
    claims: [],
    payments: new Map(),
    refunds: [],
  };
  for (const ask of asks.toSorted((a, b) => a.trip - b.trip || a.seat - b.seat)) {
    const claim = { ...ask, order, state: 'held', legs: 'taken', ticket: 'none' } as const;
    order.claims.push({ ...claim });
  }
  for (const claim of order.claims) tripOf(books, claim.trip).claims.push(claim);
  books.orders.set(hold.key, order);
  return order;
}
