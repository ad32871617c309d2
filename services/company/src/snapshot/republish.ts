import { sql } from 'kysely';
import { tripCancelled, type TripState } from '@safiri/contracts';
import { asService, publish, transaction, type Tx } from '@safiri/runtime';
import { tellCompanies } from '../companies/company-queries.ts';
import type { Ctx } from '../context.ts';
import { tellLayouts } from '../fleet/layout-queries.ts';
import { tellFares, tellPatterns } from '../routes/tell-patterns.ts';
import { tellStops } from '../stops/tell-stops.ts';
import { tellTrips } from '../trips/tell-trips.ts';

/**
 * Tells the present state of everything again, tombstones and past trips too, with the versions it has: copies elsewhere
 * are rebuilt from it. A page a transaction, so that sales go on; what changes meanwhile is told with a higher version by
 * whoever changes it. Answers the number of events.
 */
export async function republish(ctx: Ctx): Promise<number> {
  let events = 0;
  for (const kind of kinds) {
    let after = kind.first;
    for (;;) {
      const page = await transaction(ctx.db, asService, async (tx) => await tellPage(tx, kind, after));
      events += page.events;
      if (page.last === undefined) break;
      after = page.last;
    }
  }
  return events;
}

type Kind = {
  readonly table: string;
  readonly id: string;
  /** Below every id. */
  readonly first: string | number;
  readonly pageSize: number;
  readonly tell: (tx: Tx, ids: readonly string[]) => Promise<number>;
};

const belowAllIds = '00000000-0000-0000-0000-000000000000';

/** In the order in which a reader of the whole would want them; copies take them in any order. */
const kinds: readonly Kind[] = [
  { table: 'companies', id: 'company_id', first: belowAllIds, pageSize: 100, tell: tellCompanies },
  { table: 'layouts', id: 'layout_id', first: belowAllIds, pageSize: 100, tell: tellLayouts },
  { table: 'stops', id: 'stop_id', first: belowAllIds, pageSize: 1_000, tell: tellStops },
  { table: 'patterns', id: 'pattern_id', first: belowAllIds, pageSize: 500, tell: tellPatterns },
  { table: 'pattern_fares', id: 'pattern_id', first: belowAllIds, pageSize: 200, tell: tellFares },
  { table: 'trips', id: 'trip_id', first: 0, pageSize: 5_000, tell: tellPresentTrips },
];

async function tellPage(
  tx: Tx,
  kind: Kind,
  after: string | number,
): Promise<{ events: number; last: string | undefined }> {
  const { rows } = await sql<{ id: string }>`
    select ${sql.ref(kind.id)}::text as id from ${sql.table(kind.table)}
     where ${sql.ref(kind.id)} > ${after} order by ${sql.ref(kind.id)} limit ${kind.pageSize}`.execute(tx);
  const ids = rows.map((row) => row.id);
  return { events: await kind.tell(tx, ids), last: ids.at(-1) };
}

/** All trips as scheduled ones with their status, and the cancelled ones once more with the reason. */
async function tellPresentTrips(tx: Tx, tripIds: readonly string[]): Promise<number> {
  const { rows } = await sql<Omit<TripState, 'departsAt'> & { departsAt: Date; reason: string | null }>`
    select trip_id as "tripId", version, company_id as "companyId", pattern_id as "patternId", layout_id as "layoutId",
           service_date as "serviceDate", departs_at as "departsAt", approximate, status, cancelled_because as reason
      from trips where trip_id = any (${tripIds}::bigint[]) order by service_date, trip_id`.execute(tx);
  const told = rows.map(({ reason, ...row }) => ({ reason, trip: { ...row, departsAt: row.departsAt.toISOString() } }));
  let events = await tellTrips(
    tx,
    told.map(({ trip }) => trip),
  );
  for (const { trip, reason } of told) {
    if (reason === null) continue;
    await publish(tx, tripCancelled, { aggregateId: trip.tripId, version: trip.version, payload: { trip, reason } });
    events += 1;
  }
  return events;
}
