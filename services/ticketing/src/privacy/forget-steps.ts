import { sql, type RawBuilder } from 'kysely';
import type { DataSubject } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { ForgetStep } from '@safiri/runtime/privacy';
import type { ClaimsOf } from '../holds/claim-queries.ts';
import { eraseOrders } from './erase-orders.ts';

/** Orders and entries of one transaction: some hundred rows with their claims and tickets. */
const stepRows = 100;

/**
 * An order is its owner's; one that staff made is whose number or address is its contact. Of strangers' orders that name
 * somebody's number, that number alone is theirs.
 */
export function isTheirs({ subjectIds, phones, emails }: DataSubject): RawBuilder<boolean> {
  return sql`(o.owner_id = any (${subjectIds}::uuid[]) or (o.channel <> 'online' and ${hasContact({ phones, emails })}))`;
}

/** The statuses are those of the indexes by which a contact is found. */
export function hasContact({ phones, emails }: Pick<DataSubject, 'phones' | 'emails'>): RawBuilder<boolean> {
  const contact = sql`(o.contact_phone = any (${phones}::text[]) or o.contact_email = any (${emails}::text[]))`;
  return sql`((o.contact_phone = any (${phones}::text[]) and o.status in ('checkout', 'confirmed'))
    or (o.contact_email = any (${emails}::text[]) and o.status in ('checkout', 'confirmed'))
    or (o.status = 'unallocated' and ${contact}) or (o.status in ('released', 'expired') and ${contact}))`;
}

/** Whoever is gone waits for nothing. */
const leaveLines: ForgetStep = async (tx, who) => {
  await sql`
    update waiting_entries e set status = 'withdrawn', ended_at = clock_timestamp(), version = version + 1
     where e.entry_id in (
       select entry_id from waiting_entries o where ${waits(who)} and o.ended_at is null order by entry_id limit ${stepRows} for update)`.execute(
    tx,
  );
  const { numAffectedRows } = await sql`
    delete from waiting_entries where entry_id in (
      select entry_id from waiting_entries o where ${waits(who)} and o.ended_at is not null order by entry_id limit ${stepRows} for update)`.execute(
    tx,
  );
  return numAffectedRows === BigInt(stepRows);
};

function waits({ subjectIds, phones, emails }: DataSubject): RawBuilder<boolean> {
  return sql`(o.owner_id = any (${subjectIds}::uuid[]) or o.contact_phone = any (${phones}::text[]) or o.contact_email = any (${emails}::text[]))`;
}

const eraseTheirs: ForgetStep = async (tx, who) => {
  const orders = await lockTheirs(tx, who);
  await eraseOrders(tx, orders);
  return orders.length === stepRows;
};

async function lockTheirs(tx: Tx, who: DataSubject): Promise<ClaimsOf[]> {
  const { rows } = await sql<ClaimsOf>`
    select order_id as "orderId", to_jsonb(trip_ids) as "tripIds" from orders o
     where ${isTheirs(who)} and (o.erased_at is null or coalesce(o.contact_phone, o.contact_email) is not null)
     order by order_id limit ${stepRows} for update`.execute(tx);
  return rows;
}

/** Who owns such an order has its tickets by its link, and is not written to any more. */
const leaveOthers: ForgetStep = async (tx, { phones, emails }) => {
  const { numAffectedRows } = await sql`
    update orders set contact_erased_at = clock_timestamp(), version = version + 1,
           contact_phone = case when contact_phone <> all (${phones}::text[]) then contact_phone end,
           contact_email = case when contact_email <> all (${emails}::text[]) then contact_email end
     where order_id in (
       select order_id from orders o where ${hasContact({ phones, emails })} order by order_id limit ${stepRows} for update)`.execute(
    tx,
  );
  return numAffectedRows === BigInt(stepRows);
};

export const forgetSteps: readonly ForgetStep[] = [leaveLines, eraseTheirs, leaveOthers];
