import type { getPayableOrder as operation, OutputOf, QueryOf } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, transaction, type RequestOf, type ServiceActor, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { listClaims } from '../holds/claim-queries.ts';
import { listTripsOnSale } from '../network/trip-queries.ts';
import { findOrder, type OrderRow } from './order-queries.ts';
import { statusNow } from './order-state.ts';
import { noSuchOrder } from './read-orders.ts';

/**
 * What payment charges. Only the order's owner pays it here, from whose wallet is no matter; at a counter any of the company's
 * staff takes the money for an order that one of them holds for a customer.
 */
export async function getPayableOrder(
  ctx: Ctx,
  { params, query, actor }: RequestOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  if (!isOwnName(actor, query)) throw noSuchOrder();
  return await transaction(ctx.db, asService, async (tx) => {
    const order = await findOrder(tx, params.orderId);
    if (order === undefined || !(order.ownerId === query.payer || isHeldByStaffOf(order, query.company)))
      throw noSuchOrder();
    if (!(await isOpen(tx, order)))
      throw new DomainError('ORDER_NOT_OPEN', 'This order is not open for payment.', { orderStatus: statusNow(order) });
    return {
      orderId: order.orderId,
      ownerId: order.ownerId,
      reference: order.reference,
      total: { amountMinor: order.totalMinor - order.tenderedMinor, currency: order.currency },
      payUntil: order.expiresAt.toISOString(),
      companyIds: [...order.companyIds],
    };
  });
}

/** Whoever asks payment to charge an order pays it themselves, for their own company: payment names nobody else in their request. */
function isOwnName({ onBehalfOf }: ServiceActor, { payer, company }: QueryOf<typeof operation>): boolean {
  if (onBehalfOf === null) return true;
  const employer = onBehalfOf.kind === 'account' ? onBehalfOf.companyId : null;
  return onBehalfOf.subjectId === payer && (company === undefined || company === employer);
}

/** What staff hold is of their own company alone. */
function isHeldByStaffOf({ channel, companyIds }: OrderRow, company: string | undefined): boolean {
  return channel !== 'online' && companyIds.length === 1 && companyIds[0] === company;
}

/** Money is asked for only while every seat is still the order's and every trip runs, and vouchers do not pay all of it. */
async function isOpen(tx: Tx, order: OrderRow): Promise<boolean> {
  if (statusNow(order) !== 'checkout' || (order.tenderedMinor > 0 && order.tenderedMinor === order.totalMinor))
    return false;
  const claims = await listClaims(tx, [order]);
  const trips = await listTripsOnSale(tx, order.tripIds);
  return claims.every((claim) => claim.status === 'held') && trips.every((trip) => trip.status === 'scheduled');
}
