import { sql, type RawBuilder } from 'kysely';

/** Six tries take fifteen hours. */
const openTooLong = sql`interval '1 day'`;

export function askedRefunds(orderIds: readonly string[]): RawBuilder<unknown> {
  return sql`
    refund as materialized (
      select order_id, refund_id, attempt_id, version, status, amount_minor, currency, held_because, provider_reference,
             provider_transaction_id, payment_transaction_id, due_at, settled_at
        from refunds where order_id = any (${orderIds}::uuid[]))`;
}

/**
 * Of refunds: what was promised is what was taken out of payments, so that per payment, hence per currency, what came is what
 * was kept, went back, or is owed. Each check answers kind, subject, order_id, trip_id, sentence.
 */
export const refundChecks: readonly RawBuilder<unknown>[] = [
  sql`
    select 'refunds-unbalanced', format('attempt %s', a.attempt_id), a.order_id, null::bigint,
           format('Attempt %s of order %s brought %s %s, of which it counts %s as promised to refunds, and its refunds %s.',
                  a.attempt_id, a.order_id, a.amount_minor, a.currency, a.refund_promised_minor, r.promised_minor)
      from attempt a
     cross join lateral (
       select coalesce(sum(r.amount_minor), 0) as promised_minor from refund r
        where r.attempt_id = a.attempt_id and r.order_id = a.order_id and r.currency = a.currency and r.provider_reference is not null and r.payment_transaction_id is null) r
     where r.promised_minor <> a.refund_promised_minor`,
  sql`
    select 'refund-without-payment', format('refund %s', r.refund_id), r.order_id, null::bigint,
           format('Refund %s of order %s gives back %s %s, which attempt %s did not bring.', r.refund_id, r.order_id, r.amount_minor, r.currency, r.attempt_id)
      from refund r
     where r.provider_reference is not null and r.payment_transaction_id is null
       and not exists (select from attempt a where a.attempt_id = r.attempt_id and a.order_id = r.order_id and a.status = 'succeeded' and a.currency = r.currency)`,
  sql`
    select 'refund-open-too-long', format('refund %s', refund_id), order_id, null::bigint,
           format('Refund %s of order %s is %s since %s%s.', refund_id, order_id, status, due_at, ', held because of ' || held_because)
      from refund
     where settled_at is null and due_at < now() - ${openTooLong}
       -- Cash waits at a counter for as long as its customer does not come.
       and not (status = 'pending' and exists (select from attempt a where a.attempt_id = refund.attempt_id and a.method = 'cash'))`,
  sql`
    select 'transaction-of-two-refunds', format('transaction %s', r.provider_transaction_id), min(r.order_id::text)::uuid, null::bigint,
           format('Transaction %s of a payment company settled refund %s and refund %s.', r.provider_transaction_id,
                  min(least(r.refund_id, q.refund_id)::text), min(greatest(r.refund_id, q.refund_id)::text))
      from refund r
      join refunds q on q.provider_transaction_id = r.provider_transaction_id and q.refund_id <> r.refund_id
      join attempts a on a.order_id = r.order_id and a.attempt_id = r.attempt_id
      join attempts b on b.order_id = q.order_id and b.attempt_id = q.attempt_id and b.method = a.method
     group by r.provider_transaction_id`,
  sql`
    select 'refund-history', format('refund %s', r.refund_id), r.order_id, null::bigint,
           format('Refund %s of order %s is %s in version %s, which is not how its %s changes end.', r.refund_id, r.order_id, r.status, r.version, h.changes)
      from refund r
     cross join lateral (
       select count(*) as changes, coalesce(bool_or(c.version = r.version and c.to_status = r.status), false) as ends_so,
              coalesce(bool_or(c.from_status = 'succeeded'), false) as left_its_end
         from refund_changes c where c.order_id = r.order_id and c.refund_id = r.refund_id) h
     where h.changes <> r.version or not h.ends_so or h.left_its_end`,
  sql`
    select 'refund-gone', format('refund %s', c.refund_id), c.order_id, null::bigint,
           format('Refund %s of order %s was %s, and is gone.', c.refund_id, c.order_id, max(c.to_status))
      from refund_changes c
     where c.order_id in (select order_id from asked) and not exists (select from refund r where r.refund_id = c.refund_id and r.order_id = c.order_id)
     group by c.order_id, c.refund_id`,
];
