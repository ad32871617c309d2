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
     where status = 'confirmed' and paid_minor is null and vouched_minor < total_minor`,
  sql`
    select 'payment-without-booking', format('attempt %s', p.attempt_id), p.order_id, null::bigint,
           format('Attempt %s paid for order %s, which is %s.', p.attempt_id, p.order_id, coalesce(o.status, 'gone'))
      from paid p left join orders o on o.order_id = p.order_id
     where p.outcome = 'booking' and o.status is distinct from 'confirmed'`,
  sql`
    select 'booking-unbalanced', format('order %s', order_id), order_id, null::bigint,
           format('Order %s costs %s %s; %s %s were paid for it and %s by vouchers, of which %s lie on its sold seats, %s went back, %s to the vouchers, and %s were kept of cancelled ones, and %s are credit.',
                  order_id, total_minor, currency, paid_minor, paid_currency, vouched_minor, sold_minor, back_minor, restored_minor, kept_minor, credit_minor)
      from asked
     where status = 'confirmed' and (paid_minor is not null or vouched_minor > 0)
       and (coalesce(paid_currency, currency) <> currency or coalesce(paid_minor, 0) + vouched_minor <> total_minor
            or total_minor <> sold_minor + coalesce(back_minor, 0) + restored_minor + kept_minor + credit_minor)`,
  sql`
    select 'voucher-kept', format('order %s', order_id), order_id, null::bigint,
           format('Order %s is %s, and vouchers are %s.', order_id, status, case when reserved > 0 then 'reserved for it' else 'used for it' end)
      from asked
     where (reserved > 0 and status not in ('held', 'checkout')) or (vouched_minor > 0 and status <> 'confirmed')`,
  sql`
    select 'voucher-unbalanced', format('voucher %s', v.voucher_id), a.order_id, null::bigint,
           format('Voucher %s says %s reserved and %s used, its orders %s and %s, its movements leave %s of %s remaining.',
                  v.voucher_id, v.reserved_minor, v.used_minor, t.reserved_minor, t.used_minor, u.remaining_minor, v.remaining_minor)
      from asked a
      join order_tenders o on o.order_id = a.order_id
      join vouchers v on v.voucher_id = o.voucher_id
     cross join lateral (
       select coalesce(sum(amount_minor) filter (where status = 'reserved'), 0) as reserved_minor,
              coalesce(sum(amount_minor - restored_minor) filter (where status = 'used'), 0) as used_minor
         from order_tenders where voucher_id = v.voucher_id) t
     cross join lateral (
       select coalesce(sum(case when kind in ('issued', 'released', 'restored') then amount_minor when kind = 'used' then 0 else - amount_minor end), 0) as remaining_minor
         from voucher_uses where voucher_id = v.voucher_id) u
     where (v.reserved_minor, v.used_minor, v.remaining_minor) <> (t.reserved_minor, t.used_minor, u.remaining_minor)`,
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
       select (select coalesce(sum(r.amount_minor), 0) from order_refunds r
                where r.order_id = q.order_id and r.quote_id = q.quote_id and r.currency = q.currency)
            + (select coalesce(sum(u.amount_minor), 0) from voucher_uses u where u.refund_id = q.quote_id)
            + (select coalesce(sum(v.amount_minor), 0) from vouchers v
                where v.order_id = q.order_id and v.quote_id = q.quote_id and v.currency = q.currency) as told_minor) r
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
