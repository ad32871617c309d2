import { sql, type RawBuilder } from 'kysely';

/** What was told to go back of a payment p. */
export const backOf = sql`(
  select coalesce(sum(r.amount_minor), 0) from order_refunds r
   where r.order_id = p.order_id and r.attempt_id = p.attempt_id and r.currency = p.currency)`;

/** What came for the asked orders, each payment with what was told to go back of it. */
export function paymentsOf(orderIds: readonly string[]): RawBuilder<unknown> {
  return sql`
    paid as materialized (
      select p.order_id, p.attempt_id, p.amount_minor, p.currency, p.outcome, ${backOf} as back_minor
        from order_payments p where p.order_id = any (${orderIds}::uuid[]))`;
}

/**
 * Of payments: each bought one booking or went back whole, and what a booking cost is its seats, what went back and what was kept. As this
 * holds payment by payment, it holds for the sum of any currency. Each check answers kind, subject, order_id, trip_id, sentence.
 */
export const moneyChecks: readonly RawBuilder<unknown>[] = [
  sql`
    select 'booking-unpaid', format('order %s', order_id), order_id, null::bigint, format('Order %s is confirmed and nobody paid for it.', order_id)
      from asked
     where status = 'confirmed' and paid_minor is null`,
  sql`
    select 'payment-without-booking', format('attempt %s', p.attempt_id), p.order_id, null::bigint,
           format('Attempt %s paid for order %s, which is %s.', p.attempt_id, p.order_id, coalesce(o.status, 'gone'))
      from paid p left join orders o on o.order_id = p.order_id
     where p.outcome = 'booking' and o.status is distinct from 'confirmed'`,
  sql`
    select 'booking-unbalanced', format('order %s', order_id), order_id, null::bigint,
           format('Order %s costs %s %s; %s %s were paid for it, of which %s lie on its sold seats, %s went back and %s were kept of cancelled ones.',
                  order_id, total_minor, currency, paid_minor, paid_currency, sold_minor, back_minor, kept_minor)
      from asked
     where status = 'confirmed'
       and ((paid_minor, paid_currency) <> (total_minor, currency) or paid_minor <> sold_minor + back_minor + kept_minor)`,
  sql`
    select 'refund-not-as-offered', format('quote %s', q.quote_id), q.order_id, null::bigint,
           format('Quote %s of order %s offered %s %s: its %s seats come to %s, %s were told to go back, and %s of them were given back to the sale.',
                  q.quote_id, q.order_id, q.total_minor, q.currency, l.seats, l.refunded_minor, r.told_minor, l.released)
      from refund_quotes q
     cross join lateral (
       select count(*) as seats, coalesce(sum(l.refunded_minor), 0) as refunded_minor, count(*) filter (where c.status = 'released') as released
         from refund_quote_lines l left join claims c on c.trip_id = l.trip_id and c.claim_id = l.claim_id
        where l.order_id = q.order_id and l.quote_id = q.quote_id and l.confirmed) l
     cross join lateral (
       select coalesce(sum(r.amount_minor), 0) as told_minor from order_refunds r
        where r.order_id = q.order_id and r.quote_id = q.quote_id and r.currency = q.currency) r
     where q.order_id in (select order_id from asked) and q.confirmed_at is not null
       and not (q.total_minor = l.refunded_minor and q.total_minor = r.told_minor and l.seats > 0 and l.released = l.seats)`,
  sql`
    select 'payment-kept', format('attempt %s', attempt_id), order_id, null::bigint,
           format('Attempt %s bought nothing for order %s: %s of its %s %s were told to go back.', attempt_id, order_id, back_minor, amount_minor, currency)
      from paid
     where outcome = 'refund' and back_minor <> amount_minor`,
  sql`
    select 'attempt-of-two-orders', format('attempt %s', p.attempt_id), min(p.order_id::text)::uuid, null::bigint,
           format('Attempt %s paid for order %s and for order %s.', p.attempt_id, min(least(p.order_id, q.order_id)::text), min(greatest(p.order_id, q.order_id)::text))
      from paid p join order_payments q on q.attempt_id = p.attempt_id and q.order_id <> p.order_id
     group by p.attempt_id`,
];
