import { sql } from 'kysely';
import { assert } from '@safiri/kernel';
import type { Database } from '@safiri/runtime';

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
};

export type ItemClaim = {
  readonly claimId: string;
  readonly tripId: number;
  readonly companyId: string;
  readonly seat: number;
  readonly from: number;
  readonly to: number;
  readonly fareMinor: number;
};

export type SeatOnTrip = { readonly tripId: number; readonly seat: number };

export type HoldAnswer =
  | { readonly kind: 'held'; readonly expiresAt: Date; readonly decidedAt: Date }
  | { readonly kind: 'taken'; readonly seats: readonly SeatOnTrip[] }
  /** The key is known, with this very request: the order it made. */
  | { readonly kind: 'repeat'; readonly orderId: string }
  | { readonly kind: 'key-reused' }
  /** A trip was taken off sale, or is another company's. */
  | { readonly kind: 'not-on-sale' };

type AnswerRow = {
  readonly item: number;
  readonly answer: HoldAnswer['kind'];
  readonly order_id: string | null;
  readonly expires_at: Date | null;
  readonly decided_at: Date;
  readonly taken: readonly { trip_id: number; seat: number }[];
};

/**
 * Decides orders in one statement, which is a transaction of its own; answers each on its own, in the order given. An
 * error (a reference that is known, a deadlock) is of the whole call, and nothing was held.
 */
export async function decideHolds(
  db: Database,
  items: readonly HoldItem[],
  holdMinutes: number,
): Promise<HoldAnswer[]> {
  const { rows } = await sql<AnswerRow>`
    select item, answer, order_id, expires_at, decided_at, taken
      from hold_seats(${JSON.stringify(items.map(itemRow))}::jsonb, ${holdMinutes * 60}::integer)
     order by item`.execute(db.kysely);
  assert(rows.length === items.length, 'every item of a hold is answered');
  return rows.map(answerOf);
}

/** Decides one order. */
export async function decideHold(db: Database, item: HoldItem, holdMinutes: number): Promise<HoldAnswer> {
  const [answer] = await decideHolds(db, [item], holdMinutes);
  assert(answer !== undefined, 'every item of a hold is answered');
  return answer;
}

function itemRow(item: HoldItem): Record<string, unknown> {
  return {
    order_id: item.orderId,
    owner_id: item.ownerId,
    idempotency_key: item.idempotencyKey,
    fingerprint: item.fingerprint,
    reference: item.reference,
    currency: item.currency,
    locale: item.locale,
    claims: item.claims.map((claim) => ({
      claim_id: claim.claimId,
      trip_id: claim.tripId,
      company_id: claim.companyId,
      seat: claim.seat,
      from_stop: claim.from,
      to_stop: claim.to,
      fare_minor: claim.fareMinor,
    })),
  };
}

function answerOf(row: AnswerRow): HoldAnswer {
  switch (row.answer) {
    case 'held':
      assert(row.expires_at !== null, 'a hold without an end');
      return { kind: 'held', expiresAt: row.expires_at, decidedAt: row.decided_at };
    case 'repeat':
      assert(row.order_id !== null, 'a repeat of no order');
      return { kind: 'repeat', orderId: row.order_id };
    case 'taken':
      return { kind: 'taken', seats: row.taken.map(({ trip_id: tripId, seat }) => ({ tripId, seat })) };
    case 'key-reused':
    case 'not-on-sale':
      return { kind: row.answer };
  }
}
