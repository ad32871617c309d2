import { sql, type RawBuilder } from 'kysely';
import { backOf } from './money-checks.ts';

/** The asked orders, each with what it has on seats and, of a booking, what was paid for it. */
export function askedOrders(orderIds: readonly string[]): RawBuilder<unknown> {
  return sql`
    asked as materialized (
      select o.order_id, o.version, o.status, o.currency, o.total_minor, o.expires_at, c.*, p.*, k.*, g.*, v.*
        from orders o
       cross join lateral (
         select count(*) as claims,
                count(*) filter (where c.status = 'held') as held,
                count(*) filter (where c.status = 'sold') as sold,
                count(*) filter (where c.status = 'released') as released,
                count(*) filter (where c.status = 'expired') as expired,
                coalesce(o.seats, count(*)) as seats,
                coalesce(sum(c.fare_minor), 0) as fares_minor,
                coalesce(sum(c.fare_minor) filter (where c.status = 'sold'), 0) as sold_minor
           from unnest(o.trip_ids) t (trip_id)
           join claims c on c.trip_id = t.trip_id and c.order_id = o.order_id) c
       cross join lateral (
         select coalesce(sum(t.amount_minor) filter (where t.status = 'used'), 0) as vouched_minor, coalesce(sum(t.restored_minor), 0) as restored_minor,
                count(*) filter (where t.status = 'reserved') as reserved
           from order_tenders t where t.order_id = o.order_id) v
        left join lateral (
          select p.amount_minor as paid_minor, p.currency as paid_currency, ${backOf} as back_minor
            from order_payments p where p.order_id = o.order_id and p.outcome = 'booking' limit 1) p on true
       cross join lateral (
         select coalesce(sum(l.kept_minor), 0) as kept_minor from refund_quote_lines l where l.order_id = o.order_id and l.confirmed) k
       cross join lateral (
         select coalesce(sum(g.amount_minor), 0) as credit_minor from vouchers g where g.order_id = o.order_id and g.quote_id is not null) g
       where o.order_id = any (${orderIds}::uuid[]))`;
}

/** Of orders: whether they have what their state says. Each check answers kind, subject, order_id, trip_id, sentence. */
export function orderChecks(orderIds: readonly string[]): RawBuilder<unknown>[] {
  return [againstSeats, inPart, leftItsEnd(orderIds)];
}

/**
 * Time is asked after the snapshot was taken (clock_timestamp): a hold that somebody ended in it was over by then. An order
 * whose hold is over may have lost seats, one by one, to whoever wanted them.
 */
const againstSeats = sql`
  select 'order-against-seats', format('order %s', order_id), order_id, null::bigint,
         format('Order %s is %s and has %s held, %s sold, %s released and %s expired claims.', order_id, status, held, sold, released, expired)
    from asked
   where case
           when status = 'confirmed' then held + expired > 0
           when status in ('held', 'checkout') then sold + released > 0 or (expired > 0 and expires_at > clock_timestamp())
           else held + sold > 0
         end`;

const inPart = sql`
  select 'order-in-part', format('order %s', order_id), order_id, null::bigint,
         format('Order %s was made for %s seats and %s minor units, and has %s claims of %s.', order_id, seats, total_minor, claims, fares_minor)
    from asked
   where claims <> seats or fares_minor <> total_minor or claims = 0`;

/** An order that was given back is removed after a while; whatever money came for stays. */
function leftItsEnd(orderIds: readonly string[]): RawBuilder<unknown> {
  return sql`
    select 'order-left-its-end', format('order %s', f.order_id), f.order_id, null::bigint,
           format('Order %s was %s in version %s, and is %s now.', f.order_id, f.status, f.version,
                  coalesce(format('%s in version %s', o.status, o.version), 'gone'))
      from final_orders f
      left join orders o on o.order_id = f.order_id
     where f.order_id = any (${orderIds}::uuid[])
       and case when o.order_id is null then f.status <> 'released' else o.status <> f.status or o.version < f.version end`;
}
