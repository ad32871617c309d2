import { setTimeout as wait } from 'node:timers/promises';
import { allIsSaidAfterSeconds } from './companies.ts';
import type { World } from './world.ts';

const pauseMilliseconds = 500;

/** When pages that nobody came back to are over: the acquirer's after ten minutes, PayPal's after three hours. */
const pageSeconds = { card: 660, paypal: 3 * 3_600 + 60 };

/**
 * Nothing fails any more, and time passes for the product until all of it is settled: its rows are made older, each when
 * nothing of its request can be on its way any more. Answers what is still open after the patience, as sentences.
 */
export async function settle(world: World, patienceMilliseconds: number): Promise<string[]> {
  await Promise.all(
    world.companies.map(async (company) => {
      await company.control('DELETE', 'faults');
      // A prompt that was seen, or whose payer is gone, is over as well.
      await company.control('POST', 'quiet');
    }),
  );
  for (const method of ['card', 'paypal'] as const)
    await world.company(method).control('POST', 'clock/advance', { seconds: pageSeconds[method] });
  const deadline = performance.now() + patienceMilliseconds;
  for (;;) {
    await world.ask(timePasses);
    const open = (await world.ask(stillOpen)).map((row) => String(row['sentence']));
    if (open.length === 0 || performance.now() > deadline) return open;
    await wait(pauseMilliseconds);
  }
}

/** Longer than any window, lease or pause of payment that ends an attempt. */
const ages = "interval '20 minutes'";
const isSaid = `< now() - interval '${allIsSaidAfterSeconds} seconds'`;

const timePasses = `
  update ticketing.claims set expires_at = now() - interval '1 second' where status = 'held' and expires_at > now();
  update ticketing.orders set expires_at = now() - interval '1 second' where status in ('held', 'checkout') and expires_at > now();
  update payment.attempts
     set last_sent_at = last_sent_at - ${ages}, given_up_at = given_up_at - ${ages}, next_check_at = now()
   where next_check_at is not null and last_sent_at ${isSaid} and last_sent_at > now() - ${ages}
     and (given_up_at is null or given_up_at ${isSaid});
  update payment.attempts set next_check_at = now() where next_check_at > now() + interval '1 second' and last_sent_at ${isSaid};
  update payment.refunds set last_sent_at = last_sent_at - ${ages}
   where next_check_at is not null and last_sent_at ${isSaid} and last_sent_at > now() - ${ages};
  update payment.refunds set next_check_at = now()
   where next_check_at > now() + interval '1 second' and (last_sent_at is null or last_sent_at ${isSaid});
  update queue.job set start_after = now() where state = 'retry' and start_after > now()`;

const stillOpen = `
  select format('order %s, %s: its attempt is %s, sent at %s, handle %s, told %s; %s', a.order_reference, a.method, a.status, a.last_sent_at,
                a.provider_handle, a.provider_told, (select string_agg(concat_ws(' ', c.to_status, c.cause, c.detail), ', ' order by c.version)
                                from payment.attempt_changes c where c.attempt_id = a.attempt_id)) as sentence
    from payment.attempts a where a.settled_at is null and a.held_because is null
  union all
  select format('order %s, %s: its refund %s is %s after %s tries and %s checks, sent at %s, handle %s, told %s; %s', r.order_reference,
                (select a.method from payment.attempts a where a.attempt_id = r.attempt_id), r.provider_reference, r.status, r.tries, r.checks,
                r.last_sent_at, r.provider_handle, r.provider_told, (select string_agg(concat_ws(' ', c.to_status, c.cause, c.detail), ', ' order by c.version)
                   from payment.refund_changes c where c.refund_id = r.refund_id))
    from payment.refunds r where r.settled_at is null and r.held_because is null
  union all
  select format('%s news of %s not told', count(*), owner)
    from (select 'payment' as owner from payment.outbox union all select 'ticketing' from ticketing.outbox union all select 'qr' from qr.outbox
          union all select 'company' from company.outbox union all select 'notification' from notification.outbox) o group by owner
  union all
  select format('%s messages to %s not handled', count(*), name) from queue.job where state in ('created', 'retry', 'active') and name !~ '-dead$' group by name
  union all
  select format('%s messages not delivered', count(*)) from notification.deliveries where status = 'waiting' having count(*) > 0`;
