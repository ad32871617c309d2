import type { listWaitingEntries as operation, OutputOf } from '@safiri/contracts';
import { transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { getTripOnSale, noSuchTrip } from '../network/trip-queries.ts';
import { actingFor, refuseElsewhere } from '../staff.ts';
import { viewEntry } from './entry-view.ts';
import { listLive } from './waiting-queries.ts';

/** As many as the contract gives: a hundred wait at the most, and no more offers are open than a bus has seats. */
const mostEntries = 300;

/** The line of one trip as the company's own staff see it. Another company's trip is not there for them. */
export async function listWaitingEntries(
  ctx: Ctx,
  { actor, params }: RequestOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  const { companyId, tripId } = params;
  const acting = actingFor(actor, companyId);
  await refuseElsewhere(ctx, actor, { permission: 'waiting-list:read', companyId, tripIds: [tripId] });
  return await transaction(ctx.db, acting, async (tx) => {
    const trip = await getTripOnSale(tx, tripId);
    if (trip.companyId !== companyId) throw noSuchTrip();
    const live = await listLive(tx, tripId, mostEntries);
    let place = 0;
    return {
      entries: live.map((entry) => viewEntry(trip, entry, entry.status === 'waiting' ? (place += 1) : null)),
    };
  });
}
