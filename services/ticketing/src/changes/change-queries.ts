import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';
import type { Asker } from '../refunds/asker.ts';

/** One ticket's change of seat. */
export type ChangeRow = {
  readonly idempotencyKey: string;
  readonly claimId: string;
  readonly tripId: number;
  readonly fromSeat: number;
  readonly toSeat: number;
};

/** Far more than an order's seats may be changed: a bus-full of staff, five times each. */
const mostRows = 1_000;

/** Everything that was changed of an order, which the caller has locked. */
export async function listChanges(tx: Tx, orderId: string): Promise<ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select idempotency_key as "idempotencyKey", claim_id as "claimId", trip_id as "tripId", from_seat as "fromSeat", to_seat as "toSeat"
      from ticket_changes where order_id = ${orderId}
     order by changed_at, idempotency_key, claim_id
     limit ${mostRows}`.execute(tx);
  return rows;
}

export async function insertChanges(
  tx: Tx,
  { orderId, staff }: { readonly orderId: string } & Pick<Asker, 'staff'>,
  changes: readonly ChangeRow[],
): Promise<void> {
  await sql`
    insert into ticket_changes (order_id, idempotency_key, claim_id, trip_id, from_seat, to_seat, company_id, made_by)
    select ${orderId}::uuid, "idempotencyKey", "claimId", "tripId", "fromSeat", "toSeat", ${staff?.companyId ?? null}::uuid, ${staff?.madeBy ?? null}::uuid
      from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as c (
           "idempotencyKey" text, "claimId" uuid, "tripId" bigint, "fromSeat" smallint, "toSeat" smallint)`.execute(tx);
}
