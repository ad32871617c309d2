import { assert } from '@safiri/kernel';
import type { Asker, HoldAnswer, HoldItem, ItemClaim, LostSeat } from './hold-queries.ts';
import type { OccupiedSeats } from './seat-occupancy.ts';

/** An order of named seats on one trip, with nothing unusual about it: decided quickly, together with others of its kind. */
export type PlainItem = Omit<HoldItem, 'claims'> & { readonly claims: readonly PlainClaim[] };
type PlainClaim = ItemClaim & { readonly seat: number };

/** `careful`: something about its trip, its company or its key is for decide_holds to judge. */
export type PlainAnswer =
  | Extract<HoldAnswer, { readonly kind: 'held' | 'taken' | 'too-many' }>
  | { readonly kind: 'careful' };

export function isPlain(item: HoldItem): item is PlainItem {
  const [first] = item.claims;
  return (
    first !== undefined &&
    !item.womenOnly &&
    item.queueNumber === undefined &&
    item.claims.every(({ tripId, seat }) => tripId === first.tripId && seat !== null)
  );
}

type AnswerRow = {
  readonly verdicts: readonly PlainAnswer['kind'][];
  readonly expires_at: Date;
  readonly decided_at: Date;
  /** Each seat that was lost: whose, as the number of an item, and which, as a place among the seats. */
  readonly lost_items: readonly number[];
  readonly lost_places: readonly number[];
  /** The trips of these, null where none was lost; and what is taken there: `seat:legs`, with commas between. */
  readonly lost_trips: readonly string[] | null;
  readonly taken_there: readonly string[] | null;
};

const parameters = Array.from({ length: 23 }, (_, index) => `$${index + 1}`).join(', ');
/** A named statement: planned once a connection. */
const decide = {
  name: 'decide-plain-orders',
  text: `select verdicts, expires_at, decided_at, lost_items, lost_places, lost_trips, taken_there from decide_plain_orders(${parameters})`,
};

/** Decides orders in one statement, a transaction of its own; answers each in its place. An error is of the whole call, and nothing was held. */
export async function decidePlainHolds(
  db: Asker,
  items: readonly PlainItem[],
  holdMinutes: number,
): Promise<PlainAnswer[]> {
  const seats = seatsOf(items);
  const { rows } = await db.pool.query<AnswerRow>({ ...decide, values: valuesOf({ items, seats, holdMinutes }) });
  const [row] = rows;
  assert(row?.verdicts.length === items.length, 'every item of a hold is answered');
  const held = { kind: 'held', expiresAt: row.expires_at, decidedAt: row.decided_at, chosen: none } as const;
  const occupied = occupiedOf(row);
  return row.verdicts.map((kind, index) => {
    if (kind === 'held') return held;
    return kind === 'taken' ? { kind, seats: lostBy(index + 1, row, seats), occupied } : { kind };
  });
}

/** What is taken on trips that somebody lost a seat on. Nothing but claims keeps anybody from a seat there: their orders were plain. */
function occupiedOf({ lost_trips, taken_there }: AnswerRow): ReadonlyMap<number, OccupiedSeats> {
  return new Map(
    (lost_trips ?? []).map((tripId, index) => [Number(tripId), occupiedSeats(taken_there?.[index] ?? '')]),
  );
}

function occupiedSeats(taken: string): OccupiedSeats {
  return new Map(
    taken.split(',').map((each) => {
      const [seat, legs = ''] = each.split(':');
      return [Number(seat), [{ why: 'taken', legs }]];
    }),
  );
}

const none: ReadonlyMap<string, number> = new Map();

/** A seat that is wanted, and its place among those of the call, from 1. */
type WantedSeat = { readonly tripId: number; readonly seat: number; place: number };
type WantedSeats = {
  readonly inOrder: readonly WantedSeat[];
  readonly find: (tripId: number, seat: number) => WantedSeat;
};

/** Each wanted seat once, in the order in which all who change seats lock them. */
function seatsOf(items: readonly PlainItem[]): WantedSeats {
  const known = new Map<string, WantedSeat>();
  for (const { claims } of items) {
    for (const { tripId, seat } of claims) known.set(`${tripId} ${seat}`, { tripId, seat, place: 0 });
  }
  const inOrder = [...known.values()].toSorted((a, b) => a.tripId - b.tripId || a.seat - b.seat);
  for (const [index, seat] of inOrder.entries()) seat.place = index + 1;
  return {
    inOrder,
    find: (tripId, seat) => {
      const wanted = known.get(`${tripId} ${seat}`);
      assert(wanted !== undefined, 'a seat of a claim is among the wanted ones');
      return wanted;
    },
  };
}

function lostBy(item: number, { lost_items, lost_places }: AnswerRow, { inOrder }: WantedSeats): LostSeat[] {
  return lost_places
    .filter((_, index) => lost_items[index] === item)
    .map((place) => {
      const lost = inOrder[place - 1];
      assert(lost !== undefined, 'a seat that was lost is among the wanted ones');
      return { tripId: lost.tripId, seat: lost.seat };
    });
}

type Call = { readonly items: readonly PlainItem[]; readonly seats: WantedSeats; readonly holdMinutes: number };

/** Arrays as PostgreSQL writes them: what the driver makes of arrays costs several times as much. */
function valuesOf({ items, seats, holdMinutes }: Call): (string | number)[] {
  const ofItems = (column: (item: PlainItem, first: PlainClaim) => string | number): string =>
    arrayText(items, (item) => column(item, firstClaim(item)));
  const claims = items.flatMap((item, index) =>
    item.claims.map(({ claimId, tripId, seat }) => ({
      claimId,
      item: index + 1,
      place: seats.find(tripId, seat).place,
    })),
  );
  return [
    holdMinutes * 60,
    ofItems((item) => item.orderId),
    ofItems((item) => item.ownerId),
    ofItems((item) => quoted(item.idempotencyKey)),
    ofItems((item) => quoted(item.fingerprint)),
    ofItems((item) => item.reference),
    ofItems((item) => item.currency),
    ofItems((item) => quoted(item.locale)),
    ofItems((item) => item.channel),
    ofItems((item) => item.deviceId ?? 'NULL'),
    ofItems((item) => item.mostSeats ?? 'NULL'),
    ofItems((item) => item.claims.length),
    ofItems((_, claim) => claim.tripId),
    ofItems((_, claim) => claim.companyId),
    ofItems((_, claim) => claim.from),
    ofItems((_, claim) => claim.to),
    ofItems((_, claim) => claim.fareMinor),
    ofItems((_, claim) => claim.facts ?? 'NULL'),
    arrayText(seats.inOrder, ({ tripId }) => tripId),
    arrayText(seats.inOrder, ({ seat }) => seat),
    arrayText(claims, ({ claimId }) => claimId),
    arrayText(claims, ({ item }) => item),
    arrayText(claims, ({ place }) => place),
  ];
}

function firstClaim({ claims: [first] }: PlainItem): PlainClaim {
  assert(first !== undefined, 'a plain order has a claim');
  return first;
}

function arrayText<Row>(rows: readonly Row[], column: (row: Row) => string | number): string {
  return `{${rows.map(column).join(',')}}`;
}

function quoted(text: string): string {
  return `"${/["\\]/.test(text) ? text.replaceAll(/["\\]/g, String.raw`\$&`) : text}"`;
}
