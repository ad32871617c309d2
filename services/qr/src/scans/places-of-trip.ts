import { sql } from 'kysely';
import type { patternsChanged, PayloadOf, stopsChanged } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { holdsEverywhere, mayActAt, type AccountActor, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';

export async function keepPatternCalls(tx: Tx, { patterns }: PayloadOf<typeof patternsChanged>): Promise<void> {
  for (const { patternId, version, stops } of patterns)
    await sql`
      insert into pattern_calls as t (pattern_id, version, stop_ids)
      values (${patternId}, ${version}, ${stops.map(({ stopId }) => stopId)})
      on conflict (pattern_id) do update set version = excluded.version, stop_ids = excluded.stop_ids
       where excluded.version >= t.version`.execute(tx);
}

export async function keepStations(tx: Tx, { stops }: PayloadOf<typeof stopsChanged>): Promise<void> {
  const rows = JSON.stringify(stops.map(({ stopId, version, stationId }) => ({ stopId, version, stationId })));
  await sql`
    insert into stations_of_stops as t (stop_id, version, station_id)
    select r."stopId", r.version, r."stationId"
      from jsonb_to_recordset(${rows}::jsonb) as r("stopId" uuid, version bigint, "stationId" uuid)
     order by r."stopId"
    on conflict (stop_id) do update set version = excluded.version, station_id = excluded.station_id
     where excluded.version >= t.version`.execute(tx);
}

/** Refuses who may scan at other stations only: at one stop of the trip, or its station, it has to be theirs. */
export async function refuseElsewhere(ctx: Ctx, actor: AccountActor, tripId: number): Promise<void> {
  if (holdsEverywhere(actor, 'ticket:scan')) return;
  const { rows } = await sql<{ place: string }>`
    select distinct place
      from trips t
      join pattern_calls p on p.pattern_id = t.pattern_id
      cross join lateral unnest(p.stop_ids) as halt (stop_id)
      left join stations_of_stops s on s.stop_id = halt.stop_id
      cross join lateral unnest(array[halt.stop_id, s.station_id]) as place
     where t.trip_id = ${tripId} and place is not null limit 600`.execute(ctx.db.kysely);
  if (
    !mayActAt(
      actor,
      'ticket:scan',
      rows.map(({ place }) => place),
    )
  )
    throw new DomainError('FORBIDDEN', 'You scan at other stations only.');
}
