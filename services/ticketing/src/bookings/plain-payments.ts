import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';
import type { ClaimRow } from '../holds/claim-queries.ts';
import type { Payment } from './payment-queries.ts';

/** A claim that was sold, and the versions of what is known of its trip. */
export type SoldClaim = ClaimRow & { readonly facts: string };

/**
 * Sells the orders that wait for exactly this money and records what paid for them; answers the claims that are sold now, by
 * trip and seat. Payments are for one order each. What is plain is told in migrations/0012; nothing happens to the rest.
 */
export async function confirmPlainOrders(tx: Tx, payments: readonly Payment[], now: Date): Promise<SoldClaim[]> {
  const { rows } = await sql<SoldClaim>`
    select claim_id as "claimId", order_id as "orderId", trip_id as "tripId", company_id as "companyId", seat, null as "orderedSeat",
           from_stop as "from", to_stop as "to", 'sold' as status, fare_minor as "fareMinor", passenger_name as "passengerName", facts
      from confirm_plain_orders(${payments.map((payment) => payment.orderId)}::uuid[], ${payments.map((payment) => payment.attemptId)}::uuid[],
             ${payments.map((payment) => payment.amount.amountMinor)}::bigint[], ${payments.map((payment) => payment.amount.currency)}::text[], ${now})`.execute(
    tx,
  );
  return rows;
}
