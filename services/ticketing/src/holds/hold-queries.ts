import { sql } from 'kysely';
import { assert } from '@safiri/kernel';
import type { Database, Tx } from '@safiri/runtime';
import type { OccupiedSeats } from './seat-occupancy.ts';

/** An order to be made: all of its claims or none. `companyId` is whose trip the caller takes it for. */
export type HoldItem = {
  readonly orderId: string;
  readonly ownerId: string;
  readonly idempotencyKey: string;
  readonly fingerprint: string;
  readonly reference: string;
  readonly currency: string;
  readonly locale: string;
  readonly claims: readonly ItemClaim[];
  /** What is asked of the seats of claims that name none: one a trip. */
  readonly wishes: readonly SeatWish[];
  /** Whether its wishes wait for all seats of their trips, and so learn for certain whether one is left. */
  readonly patient: boolean;
  /** A woman who travels alone, and who wants a woman beside her where the company has that rule. */
  readonly womenOnly: boolean;
  /** For whom seats may be kept that this order takes all the same. */
  readonly may: readonly KeptFor[];
  /** What the passenger orders with, if that is known. */
  readonly deviceId: string | null;
  /** How many seats the owner, and the device, may hold unpaid at a time; null: any number. */
  readonly mostSeats: number | null;
  readonly channel: Channel;
  /** Of the waiting entry that these seats are offered to; anybody else comes after all who wait. */
  readonly queueNumber?: number;
};

/** Where an order is made: by passengers themselves, or by staff at a counter or on the road. */
export type Channel = 'online' | 'counter' | 'road';

export type KeptFor = 'house' | 'counter' | 'road' | 'reduced-mobility';

export type ItemClaim = {
  readonly claimId: string;
  readonly tripId: number;
  readonly companyId: string;
  /** Null: whichever fits the wish for its trip. */
  readonly seat: number | null;
  readonly from: number;
  readonly to: number;
  readonly fareMinor: number;
  /** Versions of what the claim was planned from; null when nothing was planned. */
  readonly facts: string | null;
};

export type SeatWish = { readonly tripId: number; readonly class: string | null; readonly accessible: boolean };

export type LostSeat = {
  readonly tripId: number;
  readonly seat: number;
  readonly reason?: 'women-only' | 'waiting-list';
};

export type HoldAnswer =
  | {
      readonly kind: 'held';
      readonly expiresAt: Date;
      readonly decidedAt: Date;
      /** The seats that claims without one were given, by claim. */
      readonly chosen: ReadonlyMap<string, number>;
    }
  | {
      readonly kind: 'taken';
      readonly seats: readonly LostSeat[];
      /** What is taken on their trips now, where the decision tells; it is all that keeps anybody from a seat there. */
      readonly occupied?: ReadonlyMap<number, OccupiedSeats>;
    }
  /** A seat it names is free, and goes to who waits for one. */
  | { readonly kind: 'waiting-list' }
  /** Too few seats that fit the wish are left on this trip, for certain. */
  | { readonly kind: 'full'; readonly tripId: number }
  /** Others hold what would fit, and may come to nothing: to be asked again, patiently. */
  | { readonly kind: 'wait' }
  /** The key is known, with this very request: the order it made. */
  | { readonly kind: 'repeat'; readonly orderId: string }
  | { readonly kind: 'key-reused' }
  /** A trip was taken off sale, or is another company's. */
  | { readonly kind: 'not-on-sale' }
  /** Timetable, fares or layout changed since the plan was made: plan again. */
  | { readonly kind: 'stale' }
  /** Its owner or device would hold more seats unpaid than allowed. */
  | { readonly kind: 'too-many' };

type AnswerRow = {
  readonly item: number;
  readonly answer: HoldAnswer['kind'];
  readonly order_id: string | null;
  readonly expires_at: Date | null;
  readonly decided_at: Date;
  readonly taken: readonly { trip_id: number; seat: number; reason?: 'women-only' }[] | null;
  readonly chosen: readonly { claim_id: string; seat: number }[] | null;
};

const none: ReadonlyMap<string, number> = new Map();

/** A named statement: planned once a connection. Texts instead of rows of parameters, because the driver is quickest with them. */
const decide = {
  name: 'decide-holds',
  text: 'select item, answer, order_id, expires_at, decided_at, taken, chosen from decide_holds($1, $2, $3, $4) order by item',
};

/** What a call needs of a database: somebody to send a named statement to. */
export type Asker = { readonly pool: Pick<Database['pool'], 'query'> };

/**
 * Decides orders of any kind in one statement, which is a transaction of its own; answers each in its place. An
 * error (a reference that is known, a deadlock) is of the whole call, and nothing was held.
 */
export async function decideCarefully(
  db: Asker,
  items: readonly HoldItem[],
  holdMinutes: number,
): Promise<HoldAnswer[]> {
  const { asked, claims, wishes } = textsOf(items);
  const { rows } = await db.pool.query<AnswerRow>({ ...decide, values: [asked, claims, holdMinutes * 60, wishes] });
  assert(rows.length === items.length, 'every item of a hold is answered');
  return rows.map(answerOf);
}

/** Decides one order as a part of the caller's transaction. */
export async function decideHoldWithin(tx: Tx, item: HoldItem, holdMinutes: number): Promise<HoldAnswer> {
  const { asked, claims, wishes } = textsOf([item]);
  const { rows } = await sql<AnswerRow>`
    select item, answer, order_id, expires_at, decided_at, taken, chosen
      from decide_holds(${asked}::jsonb, ${claims}::jsonb, ${holdMinutes * 60}::integer, ${wishes}::jsonb)`.execute(tx);
  const [row] = rows;
  assert(row !== undefined, 'every item of a hold is answered');
  return answerOf(row);
}

function textsOf(items: readonly HoldItem[]): Record<'asked' | 'claims' | 'wishes', string> {
  return {
    asked: JSON.stringify(items.map((item, index) => itemRow(item, index + 1))),
    claims: JSON.stringify(items.flatMap((item, index) => item.claims.map((claim) => claimRow(claim, index + 1)))),
    wishes: JSON.stringify(items.flatMap((item, index) => item.wishes.map((wish) => wishRow(wish, index + 1)))),
  };
}

function itemRow(item: HoldItem, number: number): Record<string, unknown> {
  return {
    item: number,
    order_id: item.orderId,
    owner_id: item.ownerId,
    idempotency_key: item.idempotencyKey,
    fingerprint: item.fingerprint,
    reference: item.reference,
    currency: item.currency,
    locale: item.locale,
    seats: item.claims.length,
    may: item.may,
    device_id: item.deviceId,
    most_seats: item.mostSeats,
    channel: item.channel,
    ...(item.womenOnly ? { women_only: true } : {}),
    ...(item.patient ? { patient: true } : {}),
    ...(item.queueNumber === undefined ? {} : { queue_number: item.queueNumber }),
  };
}

function wishRow(wish: SeatWish, item: number): Record<string, unknown> {
  return { item, trip_id: wish.tripId, class: wish.class, accessible: wish.accessible };
}

function claimRow(claim: ItemClaim, item: number): Record<string, unknown> {
  return {
    item,
    claim_id: claim.claimId,
    trip_id: claim.tripId,
    company_id: claim.companyId,
    seat: claim.seat,
    from_stop: claim.from,
    to_stop: claim.to,
    fare_minor: claim.fareMinor,
    facts: claim.facts,
  };
}

function answerOf(row: AnswerRow): HoldAnswer {
  switch (row.answer) {
    case 'held':
      assert(row.expires_at !== null, 'a hold without an end');
      return {
        kind: 'held',
        expiresAt: row.expires_at,
        decidedAt: row.decided_at,
        chosen: row.chosen === null ? none : new Map(row.chosen.map(({ claim_id, seat }) => [claim_id, seat])),
      };
    case 'repeat':
      assert(row.order_id !== null, 'a repeat of no order');
      return { kind: 'repeat', orderId: row.order_id };
    case 'taken':
      return { kind: 'taken', seats: eachOnce(row.taken ?? []) };
    case 'full': {
      const [lost] = row.taken ?? [];
      assert(lost !== undefined, 'a wish that is refused names its trip');
      return { kind: 'full', tripId: lost.trip_id };
    }
    case 'wait':
    case 'waiting-list':
    case 'key-reused':
    case 'not-on-sale':
    case 'stale':
    case 'too-many':
      return { kind: row.answer };
  }
}

/** A seat that is kept for others and taken by somebody as well was lost twice, and is named once. */
function eachOnce(taken: NonNullable<AnswerRow['taken']>): LostSeat[] {
  const seats = new Map(taken.map((lost) => [`${lost.trip_id} ${lost.seat}`, lost]));
  return [...seats.values()].map(({ trip_id: tripId, ...lost }) => ({ tripId, ...lost }));
}
