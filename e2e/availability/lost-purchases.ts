import { ask } from '../product/books.ts';
import type { Purchase } from '../product/steady-purchases.ts';

/**
 * Purchases whose buyers were given tickets and of which a service does not know: the order and its money, the books, the
 * copy that doors are opened by, the message. Each is there because its service heard an event.
 */
export async function listLostPurchases(databaseUrl: string, purchases: readonly Purchase[]): Promise<unknown[]> {
  const ids = purchases.map(({ orderId }) => orderId).join();
  return await ask(
    databaseUrl,
    `
    select acknowledged.order_id, known.*
      from unnest('{${ids}}'::uuid[]) as acknowledged (order_id)
     cross join lateral (select
       exists (select from ticketing.orders o where o.order_id = acknowledged.order_id and o.status = 'confirmed') as confirmed,
       exists (select from payment.attempts a where a.order_id = acknowledged.order_id and a.status = 'succeeded') as paid,
       exists (select from payment.ledger_entries e where e.order_id = acknowledged.order_id and e.source_kind = 'booking-confirmed') as posted,
       exists (select from qr.tickets t where t.order_id = acknowledged.order_id and t.status = 'issued') as boardable,
       exists (select from notification.deliveries d where d.order_id = acknowledged.order_id and d.template = 'booking') as told) as known
     where not (confirmed and paid and posted and boardable and told)`,
  );
}
