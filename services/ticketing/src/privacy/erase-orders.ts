import { sql } from 'kysely';
import { ordersErased, ticketIssued, ticketsCancelled } from '@safiri/contracts';
import { publish, publishMany, type News, type Tx } from '@safiri/runtime';
import { orderIdsOf, tripIdsOf, type ClaimsOf } from '../holds/claim-queries.ts';
import { forgetTicketNames, issuedTicket, type TicketRow } from '../tickets/ticket-queries.ts';

/**
 * Takes names, numbers and addresses out of orders, which the caller has locked, and tells it. Doing it again finds nothing
 * more. What was sold, for how much and to which owner id stays: it is the companies' books.
 */
export async function eraseOrders(tx: Tx, orders: readonly ClaimsOf[]): Promise<void> {
  if (orders.length === 0) return;
  await sql`select forget_names(${orderIdsOf(orders)}::uuid[], ${tripIdsOf(orders)}::bigint[])`.execute(tx);
  const tickets = await forgetTicketNames(tx, tripIdsOf(orders), orderIdsOf(orders));
  const erased = await markErased(tx, orderIdsOf(orders));
  await tellTickets(tx, erased, tickets);
  const [first] = erased;
  if (first !== undefined)
    await publish(tx, ordersErased, {
      aggregateId: first.orderId,
      version: first.version,
      payload: { orders: erased },
    });
}

type Erased = { readonly orderId: string; readonly version: number };

async function markErased(tx: Tx, orderIds: readonly string[]): Promise<Erased[]> {
  const { rows } = await sql<Erased>`
    update orders
       set contact_phone = null, contact_email = null, device_id = null, version = version + 1,
           erased_at = coalesce(erased_at, clock_timestamp()), contact_erased_at = coalesce(contact_erased_at, clock_timestamp())
     where order_id = any (${orderIds}::uuid[])
    returning order_id as "orderId", version`.execute(tx);
  return rows;
}

/** Doors know tickets by their versions: these have no name. */
async function tellTickets(tx: Tx, orders: readonly Erased[], tickets: readonly TicketRow[]): Promise<void> {
  const newsOf = (status: TicketRow['status']): News<typeof ticketIssued | typeof ticketsCancelled>[] =>
    orders.flatMap(({ orderId, version }) => {
      const told = tickets.filter((ticket) => ticket.orderId === orderId && ticket.status === status);
      if (told.length === 0) return [];
      return [{ aggregateId: orderId, version, payload: { orderId, tickets: told.map(issuedTicket) } }];
    });
  await publishMany(tx, ticketIssued, newsOf('issued'));
  await publishMany(tx, ticketsCancelled, newsOf('cancelled'));
}
