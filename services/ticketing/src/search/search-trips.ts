import { sql } from 'kysely';
import type { OutputOf, QueryOf, searchTrips as operation, TripOffer } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import type { Database } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { callTimes } from '../network/stop-times.ts';
import { listOffers, type OfferRow } from './offer-queries.ts';

/** Trips from a stop or any stop of a station to another that leave on the asked date, as clocks at the boarding stop show it. Full ones are listed too. */
export async function searchTrips(
  ctx: Pick<Ctx, 'db'>,
  query: QueryOf<typeof operation>,
): Promise<OutputOf<typeof operation>> {
  const rows = await listOffers(ctx.db, query);
  // Whoever finds trips named real places; only a fruitless search needs to know why.
  if (rows.length === 0) await refuseUnknownPlaces(ctx.db, query);
  return { offers: rows.map(offerOf) };
}

async function refuseUnknownPlaces(db: Database, { from, to }: QueryOf<typeof operation>): Promise<void> {
  const { rows } = await sql<{ fromKnown: boolean; toKnown: boolean }>`
    select exists (select from stops where stop_id = ${from} and not removed) as "fromKnown",
           exists (select from stops where stop_id = ${to} and not removed) as "toKnown"`.execute(db.kysely);
  if (rows[0]?.fromKnown !== true)
    throw new DomainError('PLACE_UNKNOWN', 'There is no such place to leave from.', { field: '/query/from' });
  if (!rows[0].toKnown)
    throw new DomainError('PLACE_UNKNOWN', 'There is no such place to go to.', { field: '/query/to' });
}

function offerOf(row: OfferRow): TripOffer {
  return {
    tripId: row.trip_id,
    companyId: row.company_id,
    companyName: row.company_name,
    routeName: row.route_name,
    from: {
      stopId: row.from_stop_id,
      index: row.from_index,
      name: row.from_name,
      timeZone: row.from_time_zone,
      ...callTimes(row.departs_at, { arriveSeconds: row.from_arrive_seconds, departSeconds: row.from_depart_seconds }),
    },
    to: {
      stopId: row.to_stop_id,
      index: row.to_index,
      name: row.to_name,
      timeZone: row.to_time_zone,
      ...callTimes(row.departs_at, { arriveSeconds: row.to_arrive_seconds, departSeconds: row.to_depart_seconds }),
    },
    stopsBetween: row.to_index - row.from_index - 1,
    fare: { amountMinor: row.fare_minor, currency: row.currency },
    seatsFree: row.capacity - row.taken,
    capacity: row.capacity,
  };
}
