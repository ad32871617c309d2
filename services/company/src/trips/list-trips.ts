import type { OutputOf, listTrips as declared } from '@safiri/contracts';
import type { RequestOf } from '@safiri/runtime';
import { getCompany } from '../companies/company-queries.ts';
import type { Ctx } from '../context.ts';
import { requireCompany } from '../staff.ts';
import { listTripRows } from './trip-queries.ts';

/** As many as the answer takes. */
const pageSize = 200;

/** A page of the company's trips on a service date; the next one begins after its last trip. Trips are public facts; who scans at some stations is shown those that call there. */
export async function listTrips(ctx: Ctx, request: RequestOf<typeof declared>): Promise<OutputOf<typeof declared>> {
  const { actor, params, query } = request;
  requireCompany(actor, params.companyId);
  await getCompany(ctx.db.kysely, params.companyId);
  const page = {
    companyId: params.companyId,
    serviceDate: query.serviceDate,
    after: query.after ?? 0,
    reach: actor.permissions.get('ticket:scan') ?? { everywhere: false, places: new Set<string>() },
    limit: pageSize + 1,
  };
  const trips = await listTripRows(ctx.db.kysely, page);
  return { trips: trips.slice(0, pageSize), more: trips.length > pageSize };
}
