import type { OutputOf, listBuses as declared } from '@safiri/contracts';
import { transaction, type RequestOf } from '@safiri/runtime';
import { getCompany } from '../companies/company-queries.ts';
import type { Ctx } from '../context.ts';
import { requireCompany, staffActor } from '../staff.ts';
import { listBusRows } from './bus-queries.ts';

/** As many as the answer takes; the largest fleets of the region have some hundreds. */
const mostListed = 1000;

export async function listBuses(ctx: Ctx, request: RequestOf<typeof declared>): Promise<OutputOf<typeof declared>> {
  const { actor, params } = request;
  requireCompany(actor, params.companyId);
  return await transaction(ctx.db, staffActor(actor), async (tx) => {
    await getCompany(tx, params.companyId);
    return { buses: await listBusRows(tx, params.companyId, mostListed) };
  });
}
