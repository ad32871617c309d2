import { lastStop, seatsOf } from './buses.ts';
import { tripOf, type Books, type ModelOrder } from './books.ts';
import type { Hold, LayoutName, Operation, Wish } from './operations.ts';
import { oneOf, someOf, type Random } from './random.ts';

/** Thinks of the next operation of a worker: seeded, by what the model knows, which is the same on every run. */
export type Generator = () => Operation;

/** Trips at a time: few, so that their seats are fought for. */
const tripsAtOnce = 3;
/** Orders that something is done to are among so many of the latest. */
const latest = 14;

/** Numbers that orders and the like are given while the same two buy: some forty orders, of which they may hold a third. */
const numbersOfOwners = 60;

export function createGenerator(books: Books, random: Random): Generator {
  const state: State = { books, random, trips: [], lastNumber: 0, holds: [] };
  while (state.trips.length < tripsAtOnce) state.trips.push(state.trips.length);
  const total = weights.reduce((sum, [weight]) => sum + weight, 0);
  return () => {
    renewTrips(state);
    for (;;) {
      let point = random(total);
      const [, think] = weights.find(([weight]) => (point -= weight) < 0) ?? [0, () => undefined];
      const operation = think(state);
      if (operation !== undefined) return operation;
    }
  };
}

type State = {
  readonly books: Books;
  readonly random: Random;
  readonly trips: number[];
  lastNumber: number;
  readonly holds: Hold[];
};

const weights: readonly (readonly [number, (state: State) => Operation | undefined])[] = [
  [340, thinkHold],
  [40, latestHold],
  [20, otherBody],
  [50, (state) => onOrder(state, (order, by) => ({ kind: 'extend', order: order.key, by, key: nextNumber(state, 2) }))],
  [
    150,
    (state) =>
      onOrder(state, (order, by) => ({ kind: 'check-out', order: order.key, by, mismatched: state.random(12) === 0 })),
  ],
  [40, (state) => onOrder(state, (order, by) => ({ kind: 'release', order: order.key, by }))],
  [20, (state) => onOrder(state, (order, by) => ({ kind: 'look', order: order.key, by }))],
  [80, (state) => onOrder(state, ({ key }) => ({ kind: 'age', order: key }))],
  [150, thinkPayment],
  [8, thinkCancellation],
  [15, thinkSwap],
  [16, thinkKept],
  [16, thinkGivenBack],
  [55, thinkMoves],
];

function renewTrips({ books, random, trips }: State): void {
  for (const [slot, trip] of trips.entries()) {
    const due = tripOf(books, trip).cancelled ? random(8) === 0 : random(120) === 0;
    if (due) trips[slot] = Math.max(...trips) + 1;
  }
}

/** A number that was not there before; or, once in so many times, the one before. */
function nextNumber(state: State, repeatOnceIn = Infinity): number {
  if (repeatOnceIn === Infinity || state.random(repeatOnceIn) > 0) state.lastNumber += 1;
  return state.lastNumber;
}

function thinkHold(state: State): Hold {
  const { random, trips } = state;
  const wanted = someOf(random, trips, random(10) < 3 ? 2 : 1).toSorted((a, b) => a - b);
  const hold: Hold = {
    kind: 'hold',
    key: nextNumber(state),
    owner: ownersBefore(state) + random(2),
    overAtOnce: random(9) === 0,
    reducedMobility: random(8) === 0,
    trips: wanted.map((trip) => thinkWish(state, trip)),
  };
  state.holds.push(hold);
  return hold;
}

/** Two buy at a time. Others come after them: orders that nobody does anything to any more would keep the two from holding seats. */
function ownersBefore({ lastNumber }: State): number {
  return 2 * Math.floor(lastNumber / numbersOfOwners);
}

function thinkWish({ books, random }: State, trip: number): Wish {
  const from = random(lastStop);
  const to = from + 1 + random(lastStop - from);
  const count = 1 + random(3);
  if (random(20) < 9) return { trip, from, to, seats: count };
  const known = seatsOf(tripOf(books, trip).layout);
  // Now and then one that this bus does not have.
  const among = random(25) === 0 ? [...known, known.length + 1] : known;
  return { trip, from, to, seats: someOf(random, among, count) };
}

function latestHold({ random, holds }: State): Hold | undefined {
  const recent = holds.slice(-latest);
  return recent.length === 0 ? undefined : oneOf(random, recent);
}

/** An earlier key, with another wish. */
function otherBody(state: State): Hold | undefined {
  const hold = latestHold(state);
  if (hold === undefined) return undefined;
  return { ...hold, trips: hold.trips.map(({ trip }) => thinkWish(state, trip)) };
}

function latestOrder({ books, random }: State, open: boolean): ModelOrder | undefined {
  const recent = [...books.orders.values()].slice(-latest).filter((order) => !open || order.status === 'checkout');
  return recent.length === 0 ? undefined : oneOf(random, recent);
}

function onOrder(state: State, think: (order: ModelOrder, by: number) => Operation): Operation | undefined {
  const order = latestOrder(state, false);
  if (order === undefined) return undefined;
  const stranger = state.random(30) === 0;
  return think(order, stranger ? order.owner ^ 1 : order.owner);
}

function thinkPayment(state: State): Operation | undefined {
  const { random } = state;
  const order = latestOrder(state, random(4) > 0);
  if (order === undefined) return undefined;
  const [told] = order.payments.keys();
  const attempt = told !== undefined && random(3) === 0 ? told : nextNumber(state);
  return { kind: 'pay', order: order.key, attempt, amount: random(20) === 0 ? 'wrong' : 'right' };
}

function thinkCancellation({ random, trips }: State): Operation {
  return { kind: 'cancel', trip: oneOf(random, trips) };
}

function thinkSwap({ books, random, trips }: State): Operation | undefined {
  const trip = oneOf(random, trips);
  const { cancelled, version } = tripOf(books, trip);
  if (cancelled) return undefined;
  const layout: LayoutName = random(2) === 0 ? 'six' : 'eight';
  return { kind: 'swap', trip, layout, late: version > 1 && random(4) === 0 };
}

function thinkKept(state: State): Operation {
  const { books, random, trips } = state;
  const trip = oneOf(random, trips);
  const seats = someOf(random, seatsOf(tripOf(books, trip).layout), 1 + random(2));
  const keptFor = random(3) === 0 ? 'reduced-mobility' : 'nobody';
  return { kind: 'keep', trip, kept: nextNumber(state), seats, keptFor };
}

function thinkGivenBack({ books, random }: State): Operation | undefined {
  const kept = [...books.kept.keys()].slice(-4);
  return kept.length === 0 ? undefined : { kind: 'give-back', kept: oneOf(random, kept) };
}

/** Of one order or of two, to seats of the bus; half of them change places. */
function thinkMoves(state: State): Operation | undefined {
  const { books, random } = state;
  const orders = [latestOrder(state, false), latestOrder(state, false)].filter((order) => order !== undefined);
  const claims = [...new Set(orders)].flatMap((order) => order.claims.map((claim, index) => ({ claim, index })));
  const chosen = someOf(random, claims, 1 + random(3));
  if (chosen.length === 0) return undefined;
  const swaps = random(2) === 0;
  return {
    kind: 'move',
    moves: chosen.map(({ claim, index }, place) => {
      const other = chosen[(place + 1) % chosen.length]?.claim;
      const seats = seatsOf(tripOf(books, claim.trip).layout);
      const seat = swaps && other !== undefined && seats.includes(other.seat) ? other.seat : oneOf(random, seats);
      return { order: claim.order.key, claim: index, seat };
    }),
  };
}
