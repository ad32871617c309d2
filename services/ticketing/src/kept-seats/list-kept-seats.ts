import type { listKeptSeats as operation, OutputOf } from '@safiri/contracts';
import { transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingFor } from '../staff.ts';
import { listKept } from './kept-seat-queries.ts';
import { keptView } from './kept-view.ts';

const pageSize = 100;

/** What the company keeps, newest first, a page at a time. */
export async function listKeptSeats(
  ctx: Ctx,
  { actor, params, query }: RequestOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  return await transaction(ctx.db, actingFor(actor, params.companyId), async (tx) => {
    const { tripId, layoutId, before } = query;
    const rows = await listKept(tx, { companyId: params.companyId, tripId, layoutId, before, limit: pageSize + 1 });
    return { keptSeats: rows.slice(0, pageSize).map(keptView), more: rows.length > pageSize };
  });
}
