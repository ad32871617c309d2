import type { Order } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import { listRefunds } from '../bookings/refunds.ts';
import { listClaims, tripIdsOf } from '../holds/claim-queries.ts';
import { listTripsOnSale } from '../network/trip-queries.ts';
import { listTickets } from '../tickets/ticket-queries.ts';
import { listTenders } from '../vouchers/tender-queries.ts';
import type { OrderRow } from './order-queries.ts';
import { orderView } from './order-view.ts';

/** Orders that the actor may see, complete. */
export async function readOrders(tx: Tx, orders: readonly OrderRow[]): Promise<Order[]> {
  if (orders.length === 0) return [];
  const claims = await listClaims(tx, orders);
  const tickets = await listTickets(tx, orders);
  const trips = await listTripsOnSale(tx, tripIdsOf(orders));
  const refunds = await listRefunds(tx, orders);
  const tenders = Map.groupBy(await listTenders(tx, orders), (tender) => tender.orderId);
  return orders.map((order) =>
    orderView(order, {
      claims: claims.filter((claim) => claim.orderId === order.orderId),
      tickets,
      trips,
      refunds: refunds.filter((refund) => refund.orderId === order.orderId),
      tenders: tenders.get(order.orderId) ?? [],
    }),
  );
}

/** One order; an order that the actor may not see, and one that is not there, are refused alike. */
export async function readOrder(tx: Tx, order: OrderRow | undefined): Promise<Order> {
  const [view] = await readOrders(tx, order === undefined ? [] : [order]);
  if (view === undefined) throw noSuchOrder();
  return view;
}

export function noSuchOrder(): DomainError {
  return new DomainError('NOT_FOUND', 'There is no such order.');
}
