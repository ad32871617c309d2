import { sql, type RawBuilder } from 'kysely';
import type { DataSubject, ErasureObstacle } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import { dataTable, type DataSource, type PersonalData } from '@safiri/runtime/privacy';
import type { Ctx } from '../context.ts';
import { hasContact, isTheirs } from './forget-steps.ts';

const ofTheirs = (who: DataSubject): RawBuilder<boolean> =>
  sql`exists (select from orders o where o.order_id = x.order_id and ${isTheirs(who)})`;
/** Rows that begin with the trip are found by it. */
const claimOfTheirs = (who: DataSubject): RawBuilder<unknown> =>
  sql`orders o join lateral unnest(o.trip_ids) as t (trip_id) on ${isTheirs(who)}`;

/** What ticketing keeps of people. */
export function personalData(ctx: Ctx): PersonalData {
  return {
    sources: [...bookings, ...credit, ...others],
    obstacles: async (tx, who) => await listObstacles(tx, who, ctx.clock.now()),
    limits: [
      { what: 'unpaid-orders', days: Math.ceil(ctx.config.unpaidOrderHours / 24) },
      { what: 'waiting-lists', days: Math.ceil(ctx.config.unpaidOrderHours / 24) },
      { what: 'names-after-the-trip', days: ctx.config.passengerNameDays },
      { what: 'bookings-without-names', days: null },
    ],
  };
}

/** As many as the contract lists. */
const mostObstacles = 50;

async function listObstacles(tx: Tx, who: DataSubject, now: Date): Promise<ErasureObstacle[]> {
  const { rows } = await sql<Omit<ErasureObstacle, 'until'> & { readonly until: Date | null }>`
    with theirs as materialized (
      select order_id, reference, trip_ids, status, expires_at from orders o where ${isTheirs(who)} and o.status not in ('released', 'expired'))
    select 'order-open' as kind, reference, null::jsonb as amount, expires_at as until from theirs where status in ('held', 'checkout') and expires_at > clock_timestamp()
    union all
    select 'trip-ahead', o.reference, null, max(k.valid_until)
      from theirs o join lateral unnest(o.trip_ids) as t (trip_id) on o.status = 'confirmed'
      join tickets k on k.trip_id = t.trip_id and k.order_id = o.order_id
     where k.status = 'issued' and k.valid_until > ${now} group by o.order_id, o.reference
    union all
    select 'refund-owed', o.reference, jsonb_build_object('amountMinor', r.amount_minor, 'currency', r.currency), null
      from theirs o join order_refunds r on r.order_id = o.order_id where r.status in ('due', 'failed')
    union all
    select 'voucher-left', null, jsonb_build_object('amountMinor', remaining_minor + reserved_minor, 'currency', currency), expires_at
      from vouchers where owner_id = any (${who.subjectIds}::uuid[]) and remaining_minor + reserved_minor > 0 and expires_at > ${now}
     limit ${mostObstacles}`.execute(tx);
  return rows.map((row) => ({ ...row, until: row.until?.toISOString() ?? null }));
}

/** Orders, and what belongs to them. */
const bookings: readonly DataSource[] = [
  dataTable(
    'orders',
    (who) => sql`
      select o.order_id::text as key, o.order_id as "orderId", o.reference, o.status, o.channel, o.currency, o.total_minor as "totalMinor",
             o.contact_phone as "contactPhone", o.contact_email as "contactEmail", o.locale, o.created_at as "createdAt"
        from orders o where ${isTheirs(who)}`,
  ),
  dataTable(
    'passengers',
    (who) => sql`
      select concat_ws(' ', o.order_id, c.claim_id) as key, o.order_id as "orderId", c.trip_id as "tripId", p.departs_at as "tripDepartsAt", c.passenger_name as "name", c.seat,
             c.status, c.fare_minor as "fareMinor", o.currency
        from ${claimOfTheirs(who)} join claims c on c.trip_id = t.trip_id and c.order_id = o.order_id left join trips p on p.trip_id = c.trip_id`,
  ),
  dataTable(
    'tickets',
    (who) => sql`
      select concat_ws(' ', o.order_id, k.ticket_id) as key, o.order_id as "orderId", k.ticket_id as "ticketId", k.status, k.passenger_name as "name",
             k.seat_label as "seat", k.from_stop_name as "from", k.to_stop_name as "to", k.valid_from as "validFrom", k.valid_until as "validUntil",
             k.boarded_at as "boardedAt"
        from ${claimOfTheirs(who)} join tickets k on k.trip_id = t.trip_id and k.order_id = o.order_id`,
  ),
  dataTable(
    'money-that-goes-back',
    (who) => sql`
      select concat_ws(' ', x.order_id, x.refund_id) as key, x.order_id as "orderId", x.refund_id as "refundId", x.amount_minor as "amountMinor",
             x.currency, x.cause, x.status, x.decided_at as "decidedAt"
        from order_refunds x where ${ofTheirs(who)}`,
  ),
  dataTable(
    'seat-changes',
    (who) => sql`
      select concat_ws(' ', x.order_id, x.claim_id, x.idempotency_key) as key, x.order_id as "orderId", x.trip_id as "tripId", x.from_seat as "fromSeat",
             x.to_seat as "toSeat", x.changed_at as "changedAt"
        from ticket_changes x where ${ofTheirs(who)}`,
  ),
];

const credit: readonly DataSource[] = [
  dataTable(
    'vouchers',
    ({ subjectIds }) => sql`
      select voucher_id::text as key, voucher_id as "voucherId", issuer_id as "issuerId", cause, currency, amount_minor as "amountMinor",
             remaining_minor as "remainingMinor", issued_at as "issuedAt", expires_at as "expiresAt"
        from vouchers where owner_id = any (${subjectIds}::uuid[])`,
  ),
  dataTable(
    'voucher-movements',
    ({ subjectIds }) => sql`
      select concat_ws(' ', u.voucher_id, lpad(u.version::text, 9, '0')) as key, u.voucher_id as "voucherId", u.kind, u.amount_minor as "amountMinor",
             u.order_id as "orderId", u.used_at as "at"
        from voucher_uses u join vouchers v on v.voucher_id = u.voucher_id where v.owner_id = any (${subjectIds}::uuid[])`,
  ),
];

const others: readonly DataSource[] = [
  dataTable(
    'waiting-list',
    ({ subjectIds, phones, emails }) => sql`
      select entry_id::text as key, entry_id as "entryId", trip_id as "tripId", seats, contact_phone as "contactPhone", contact_email as "contactEmail",
             status, joined_at as "joinedAt", ended_at as "endedAt", reduced_mobility as "reducedMobility", women_only as "womenOnly"
        from waiting_entries
       where owner_id = any (${subjectIds}::uuid[]) or contact_phone = any (${phones}::text[]) or contact_email = any (${emails}::text[])`,
  ),
  dataTable(
    'contact-of-others-orders',
    (who) => sql`
      select o.order_id::text as key, o.reference, o.created_at as "createdAt" from orders o where ${hasContact(who)} and not ${isTheirs(who)}`,
  ),
];
