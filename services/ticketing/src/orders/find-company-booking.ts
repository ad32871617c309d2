import type { CompanyBooking, findCompanyBooking as operation } from '@safiri/contracts';
import { transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingFor, refuseElsewhere } from '../staff.ts';
import { findOrderByReference } from './order-queries.ts';
import { noSuchOrder, readOrder } from './read-orders.ts';

/**
 * A booking as one company sees it: the database shows its own trips' seats and tickets alone, whoever else has some of it.
 * Without the private link and the codes that board: who looks a booking up does not travel with it.
 */
export async function findCompanyBooking(
  ctx: Ctx,
  { actor, params }: RequestOf<typeof operation>,
): Promise<CompanyBooking> {
  const { companyId, reference } = params;
  const order = await transaction(ctx.db, actingFor(actor, companyId), async (tx) => {
    const found = await findOrderByReference(tx, reference.toUpperCase());
    return found?.companyIds.includes(companyId) === true ? await readOrder(tx, found) : undefined;
  });
  if (order === undefined || order.claims.length === 0) throw noSuchOrder();
  const tripIds = [...new Set(order.claims.map(({ tripId }) => tripId))];
  await refuseElsewhere(ctx, actor, { permission: 'manifest:read', companyId, tripIds });
  return order;
}
