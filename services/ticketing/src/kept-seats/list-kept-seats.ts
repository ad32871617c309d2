import type { listKeptSeats as operation, OutputOf } from '@safiri/contracts';
import { transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingFor, refuseElsewhere } from '../staff.ts';
import { listKept } from './kept-seat-queries.ts';
import { keptView } from './kept-view.ts';

const pageSize = 100;

/** What the company keeps, newest first, a page at a time. */
export async function listKeptSeats(
  ctx: Ctx,
  { actor, params, query }: RequestOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  const { companyId } = params;
  const acting = actingFor(actor, companyId);
  const tripIds = query.tripId === undefined ? [] : [query.tripId];
  await refuseElsewhere(ctx, actor, { permission: 'seat:keep', companyId, tripIds });
  return await transaction(ctx.db, acting, async (tx) => {
    const { tripId, layoutId, before } = query;
    const rows = await listKept(tx, { companyId, tripId, layoutId, before, limit: pageSize + 1 });
    return { keptSeats: rows.slice(0, pageSize).map(keptView), more: rows.length > pageSize };
  });
}
