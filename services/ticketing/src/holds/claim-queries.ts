import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';

/** The claims of an order: its trips are part of every statement, because claims lie with their trip. */
export type ClaimsOf = { readonly orderId: string; readonly tripIds: readonly number[] };

/** What an order has on one seat of one trip, with its ticket once there is one. */
export type ClaimRow = {
  readonly claimId: string;
  readonly orderId: string;
  readonly tripId: number;
  readonly companyId: string;
  readonly seat: number;
  /** Where another one was ordered, whose money came too late for it; else null. */
  readonly orderedSeat: number | null;
  readonly from: number;
  readonly to: number;
  readonly status: 'held' | 'sold' | 'released' | 'expired';
  readonly fareMinor: number;
  readonly passengerName: string | null;
};

/** A bus-full an order of staff, twenty orders a page. */
const mostClaims = 4_000;

/** Claims of orders that the actor may see, by trip and seat. */
export async function listClaims(tx: Tx, orders: readonly ClaimsOf[]): Promise<ClaimRow[]> {
  const { rows } = await sql<ClaimRow>`
    select claim_id as "claimId", order_id as "orderId", trip_id as "tripId", company_id as "companyId", seat,
           ordered_seat as "orderedSeat", from_stop as "from", to_stop as "to", status, fare_minor as "fareMinor", passenger_name as "passengerName"
      from claims
     where trip_id = any (${tripIdsOf(orders)}::bigint[]) and order_id = any (${orderIdsOf(orders)}::uuid[])
     order by trip_id, seat
     limit ${mostClaims}`.execute(tx);
  return rows;
}

/** Names passengers and lets the claims end when the order does; answers how many are still held. */
export async function checkOutClaims(
  tx: Tx,
  order: ClaimsOf,
  passengers: readonly { readonly claimId: string; readonly name: string }[],
): Promise<number> {
  const names = JSON.stringify(passengers.map(({ claimId, name }) => ({ claim_id: claimId, name })));
  const { rows } = await sql<{ kept: number }>`
    select check_out_claims(${order.orderId}, ${order.tripIds}::bigint[], ${names}::jsonb) as kept`.execute(tx);
  return rows[0]?.kept ?? 0;
}

/** Writes who sits on sold seats of an order that the caller has locked. */
export async function nameClaims(
  tx: Tx,
  order: ClaimsOf,
  names: readonly { readonly claimId: string; readonly name: string }[],
): Promise<void> {
  const given = JSON.stringify(names.map(({ claimId, name }) => ({ claim_id: claimId, name })));
  await sql`select name_passengers(${order.orderId}, ${order.tripIds}::bigint[], ${given}::jsonb)`.execute(tx);
}

/** Lets the claims end when the order does, whose end was moved; answers how many are still held. */
export async function extendClaims(tx: Tx, order: ClaimsOf): Promise<number> {
  const { rows } = await sql<{ kept: number }>`
    select extend_claims(${order.orderId}, ${order.tripIds}::bigint[]) as kept`.execute(tx);
  return rows[0]?.kept ?? 0;
}

export type EndedClaim = Pick<ClaimRow, 'claimId' | 'orderId' | 'tripId' | 'companyId' | 'fareMinor'>;
export type Ending = { readonly was: 'held' | 'sold'; readonly becomes: 'released' | 'expired' };

/** Gives seats back to the sale: the claims of these orders on these trips that are in the given state. */
export async function endClaims(
  tx: Tx,
  of: { readonly orderIds: readonly string[]; readonly tripIds: readonly number[] },
  ending: Ending,
): Promise<EndedClaim[]> {
  const { rows } = await sql<EndedClaim>`
    select claim_id as "claimId", order_id as "orderId", trip_id as "tripId", company_id as "companyId", fare_minor as "fareMinor"
      from end_claims(${of.orderIds}::uuid[], ${of.tripIds}::bigint[], ${ending.was}, ${ending.becomes})
     order by trip_id, seat`.execute(tx);
  return rows;
}

/** Locks the seat rows and then the claims of orders that the caller has locked: whatever is done with them later waits for nobody. */
export async function lockSeatsOf(tx: Tx, orders: readonly ClaimsOf[]): Promise<void> {
  if (orders.length > 0)
    await sql`select lock_seats_of_orders(${orderIdsOf(orders)}::uuid[], ${tripIdsOf(orders)}::bigint[])`.execute(tx);
}

/** Gives some sold seats of an order, which the caller has locked, back to the sale. */
export async function endSoldClaims(tx: Tx, order: ClaimsOf, claimIds: readonly string[]): Promise<EndedClaim[]> {
  const { rows } = await sql<EndedClaim>`
    select claim_id as "claimId", order_id as "orderId", trip_id as "tripId", company_id as "companyId", fare_minor as "fareMinor"
      from end_sold_claims(${order.orderId}, ${order.tripIds}::bigint[], ${claimIds}::uuid[])
     order by trip_id, seat`.execute(tx);
  return rows;
}

/** Sells what the order still holds, whatever the clock says; false when a claim of it went to somebody else or was given back. */
export async function confirmClaims(tx: Tx, order: ClaimsOf): Promise<boolean> {
  const { rows } = await sql<{
    done: boolean;
  }>`select confirm_claims(${order.orderId}, ${order.tripIds}::bigint[]) as done`.execute(tx);
  return rows[0]?.done === true;
}

/**
 * Sells an order whose hold is over its seats again, if nobody else has or is due them, or else equal or better ones of the
 * same trips; all or none. Claims with another seat than ordered say so.
 */
export async function sellLate(tx: Tx, order: ClaimsOf): Promise<boolean> {
  const { rows } = await sql<{
    done: boolean;
  }>`select sell_late(${order.orderId}, ${order.tripIds}::bigint[]) as done`.execute(tx);
  return rows[0]?.done === true;
}

/** A claim, and the seat of the same trip that it is to have. */
export type Move = { readonly tripId: number; readonly claimId: string; readonly seat: number };

/** 'taken': somebody else has the seat on a part of the way; 'gone': the claim is not held or sold any more. */
export type RefusedMove = Move & { readonly why: 'taken' | 'gone' };

/**
 * Moves claims of orders that the caller has locked to other seats, all or none, in circles too. Answers what stands in
 * the way; nothing does when all are moved. Tickets that name the seats are the caller's to renew, in the same transaction.
 */
export async function moveClaims(tx: Tx, moves: readonly Move[]): Promise<RefusedMove[]> {
  const asked = JSON.stringify(
    moves.map(({ tripId, claimId, seat }) => ({ trip_id: tripId, claim_id: claimId, seat })),
  );
  const { rows } = await sql<RefusedMove>`
    select trip_id as "tripId", claim_id as "claimId", seat, why from move_claims(${asked}::jsonb) order by trip_id, seat, claim_id`.execute(
    tx,
  );
  return rows;
}

/** 'plainer': the seat is of no such class as the claim has; the others as of a hold. */
export type RefusedChange = Move & { readonly why: 'gone' | 'plainer' | 'taken' | 'women-only' | 'waiting-list' };

/**
 * Gives sold claims of an order, which the caller has locked with its trips, other seats by the rules of the sale: they have
 * the new ones before the old ones are free. Answers what stands in the way, and then nothing is changed; tickets are the caller's.
 */
export async function changeSoldSeats(tx: Tx, orderId: string, changes: readonly Move[]): Promise<RefusedChange[]> {
  const asked = JSON.stringify(
    changes.map(({ tripId, claimId, seat }) => ({ trip_id: tripId, claim_id: claimId, seat })),
  );
  const { rows } = await sql<RefusedChange>`
    select trip_id as "tripId", claim_id as "claimId", seat, why from change_seats(${orderId}, ${asked}::jsonb) order by trip_id, seat, claim_id`.execute(
    tx,
  );
  return rows;
}

/** Removes the ended claims of orders that are about to be removed. */
export async function forgetClaims(tx: Tx, orders: readonly ClaimsOf[]): Promise<void> {
  await sql`select forget_claims(${orderIdsOf(orders)}::uuid[], ${tripIdsOf(orders)}::bigint[])`.execute(tx);
}

export function orderIdsOf(orders: readonly ClaimsOf[]): string[] {
  return orders.map((order) => order.orderId);
}

export function tripIdsOf(orders: readonly ClaimsOf[]): number[] {
  return [...new Set(orders.flatMap((order) => order.tripIds))];
}
