import { sql } from 'kysely';
import { ticketIssued, ticketsCancelled } from '@safiri/contracts';
import { asService, publish, transaction, type Database, type Tx } from '@safiri/runtime';
import type { ClaimsOf } from '../holds/claim-queries.ts';
import { issuedTicket, listTickets } from './ticket-queries.ts';

const stepOrders = 200;

type Sold = ClaimsOf & { readonly version: number };

/** Tells every ticket again as it is now, so that copies elsewhere can be rebuilt; answers the number of events. */
export async function republishTickets(db: Database): Promise<number> {
  let events = 0;
  let after: string | null = null;
  for (;;) {
    const step: Sold[] = await transaction(db, asService, async (tx) => {
      const orders = await listSold(tx, after);
      events += await tellTickets(tx, orders);
      return orders;
    });
    after = step.at(-1)?.orderId ?? null;
    if (step.length < stepOrders) return events;
  }
}

async function listSold(tx: Tx, after: string | null): Promise<Sold[]> {
  const { rows } = await sql<Sold>`
    select order_id as "orderId", to_jsonb(trip_ids) as "tripIds", version from orders
     where status = 'confirmed' and (${after}::uuid is null or order_id > ${after}::uuid)
     order by order_id limit ${stepOrders}`.execute(tx);
  return rows;
}

async function tellTickets(tx: Tx, orders: readonly Sold[]): Promise<number> {
  const rows = await listTickets(tx, orders);
  let events = 0;
  for (const { orderId, version } of orders) {
    for (const [status, declaration] of [
      ['issued', ticketIssued],
      ['cancelled', ticketsCancelled],
    ] as const) {
      const tickets = rows.filter((row) => row.orderId === orderId && row.status === status).map(issuedTicket);
      if (tickets.length === 0) continue;
      await publish(tx, declaration, { aggregateId: orderId, version, payload: { orderId, tickets } });
      events += 1;
    }
  }
  return events;
}
