import { sql, type RawBuilder } from 'kysely';

/** Longer than a payment company needs to say what became of a request, and a night for somebody to ask it. */
const openTooLong = sql`interval '1 day'`;
/** As src/checks/check-schedule.ts: so long after it was sent a request may still arrive. */
const mayArrive = sql`interval '120 seconds'`;

export function askedAttempts(orderIds: readonly string[]): RawBuilder<unknown> {
  return sql`
    attempt as materialized (
      select order_id, attempt_id, version, method, status, cause, amount_minor, currency, refund_promised_minor, held_because,
             created_at, last_sent_at, settled_at
        from attempts where order_id = any (${orderIds}::uuid[]))`;
}

/** Of attempts: that their ends were true and stayed. Each check answers kind, subject, order_id, trip_id, sentence. */
export const attemptChecks: readonly RawBuilder<unknown>[] = [
  sql`
    select 'failed-though-paid' as kind, format('attempt %s', a.attempt_id) as subject, a.order_id, null::bigint as trip_id,
           format('Attempt %s of order %s was told as failed, and %s.', a.attempt_id, a.order_id,
                  case when l.said = 'succeeded' then format('its payment company says that the money moved (transaction %s)', l.provider_transaction_id)
                       when l.said = 'pending' then 'its payment company says that it is not decided'
                       else format('what its payment company had said was kept for a person (%s)', a.held_because) end) as sentence
      from attempt a left join late_outcomes l using (order_id, attempt_id)
     where a.status = 'failed' and (l.said is not null or a.held_because is not null) and not stands_decided(a.attempt_id, '{give-back}')
       and not (stands_decided(a.attempt_id, '{nothing-came}') and (l.said is distinct from 'succeeded'
         or is_of_another(a.attempt_id, a.method, l.provider_transaction_id)))`,
  sql`
    select 'failed-too-soon', format('attempt %s', attempt_id), order_id, null::bigint,
           format('Attempt %s of order %s was told as never arrived at %s, and was sent at %s.', attempt_id, order_id, settled_at, last_sent_at)
      from attempt
     where status = 'failed' and cause = 'never-arrived' and settled_at < last_sent_at + ${mayArrive}`,
  sql`
    select 'attempt-open-too-long', format('attempt %s', attempt_id), order_id, null::bigint,
           format('Attempt %s of order %s is %s since %s%s.', attempt_id, order_id, status, created_at, ', held because of ' || held_because)
      from attempt
     where settled_at is null and created_at < now() - ${openTooLong}`,
  sql`
    select 'attempt-history', format('attempt %s', a.attempt_id), a.order_id, null::bigint,
           format('Attempt %s of order %s is %s in version %s, which is not how its %s changes end.', a.attempt_id, a.order_id, a.status, a.version, h.changes)
      from attempt a
     cross join lateral (
       select count(*) as changes, coalesce(bool_or(c.version = a.version and c.to_status = a.status), false) as ends_so,
              coalesce(bool_or(c.from_status in ('succeeded', 'failed')), false) as left_its_end
         from attempt_changes c where c.order_id = a.order_id and c.attempt_id = a.attempt_id) h
     where h.changes <> a.version or not h.ends_so or h.left_its_end`,
  sql`
    select 'attempt-gone', format('attempt %s', c.attempt_id), c.order_id, null::bigint,
           format('Attempt %s of order %s was %s, and is gone.', c.attempt_id, c.order_id, max(c.to_status))
      from attempt_changes c
     where c.order_id in (select order_id from asked) and not exists (select from attempt a where a.attempt_id = c.attempt_id and a.order_id = c.order_id)
     group by c.order_id, c.attempt_id`,
];
