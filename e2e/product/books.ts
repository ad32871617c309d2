import pg from 'pg';

/** Every charge or refund of the simulated wallet, from its own books. */
export async function readBooks(simulator: string, kind: 'charges' | 'refunds'): Promise<Record<string, unknown>[]> {
  const all: Record<string, unknown>[] = [];
  for (let after: unknown = 0; ;) {
    const response = await fetch(`${simulator}/control/${kind}?after=${String(after)}&limit=1000`);
    const page = (await response.json()) as Record<string, Record<string, unknown>[]>;
    const rows = page[kind] ?? [];
    all.push(...rows);
    if (rows.length < 1000) return all;
    after = rows.at(-1)?.['position'];
  }
}

/** Asks the product's own database, as its superuser. */
export async function ask(databaseUrl: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  // A database that ends says so to its connections as well as to who asks.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

/** Counts of what must never be, in one row; all must be zero. An order is booked once, and may be told of several refunds. Seat rules: no overlap of active claims, and bitmaps that are exactly their union. */
export const contradictions = `
  select
    (select count(*) from ticketing.claims x join ticketing.claims y
       on x.trip_id = y.trip_id and x.seat = y.seat and x.claim_id < y.claim_id and x.mask & y.mask <> b'0'::bit(256)
      where x.status in ('held', 'sold') and y.status in ('held', 'sold'))::int as overlapping_claims,
    (select count(*) from ticketing.seat_inventory s
       left join (select trip_id, seat, bit_or(mask) as mask from ticketing.claims where status in ('held', 'sold') group by 1, 2) c using (trip_id, seat)
      where s.occupied <> coalesce(c.mask, b'0'::bit(256)))::int as drifted_bitmaps,
    (select count(*) from ticketing.orders o where o.status = 'confirmed' and not exists (select from ticketing.order_payments p where p.order_id = o.order_id))::int as confirmed_without_money,
    (select count(*) from ticketing.claims c where c.status = 'sold' and not exists (
       select from ticketing.tickets t where t.trip_id = c.trip_id and t.claim_id = c.claim_id))::int as sold_without_ticket,
    (select count(*) from (select trip_id, claim_id from ticketing.tickets group by 1, 2 having count(*) > 1) d)::int as doubled_tickets,
    (select count(*) from payment.attempts a where a.status = 'succeeded' and not exists (
       select from ticketing.order_payments p where p.attempt_id = a.attempt_id))::int as paid_and_unheard,
    (select count(*) from (select order_id, template, channel, recipient from notification.deliveries where template = 'booking' group by 1, 2, 3, 4 having count(*) > 1) d)::int as doubled_messages,
    (select count(*) from auth.outbox)::int + (select count(*) from company.outbox)::int + (select count(*) from ticketing.outbox)::int + (select count(*) from payment.outbox)::int
      + (select count(*) from qr.outbox)::int + (select count(*) from notification.outbox)::int as untold_news,
    (select count(*) from queue.job where name like '%-dead')::int as dead_letters`;
