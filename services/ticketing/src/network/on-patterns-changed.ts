import { sql } from 'kysely';
import type { patternsChanged, PatternState, PayloadOf } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import { newestMembers } from './newest-members.ts';

/**
 * Keeps stop patterns with their running times; a pattern's stops are replaced whole. Two statements: the second sees what
 * a handler wrote that held the pattern's row while the first waited for it.
 */
export async function onPatternsChanged(tx: Tx, payload: PayloadOf<typeof patternsChanged>): Promise<void> {
  const patterns = newestMembers(payload.patterns, (pattern) => pattern.patternId);
  const applied = await keepPatterns(tx, patterns);
  await replaceStops(
    tx,
    patterns.filter((pattern) => applied.has(pattern.patternId)),
  );
}

/** Answers the ids of those that are not older than what is known. */
async function keepPatterns(tx: Tx, patterns: readonly PatternState[]): Promise<ReadonlySet<string>> {
  const given = patterns.map(({ stops, ...pattern }) => ({ ...pattern, stopCount: stops.length }));
  const { rows } = await sql<{ patternId: string }>`
    insert into patterns as t (pattern_id, version, removed, company_id, route_id, route_name, stop_count)
    select "patternId", version, removed, "companyId", "routeId", "routeName", "stopCount"
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as x (
           "patternId" uuid, version bigint, removed boolean, "companyId" uuid, "routeId" uuid, "routeName" text, "stopCount" smallint)
    on conflict (pattern_id) do update
       set version = excluded.version, removed = excluded.removed, company_id = excluded.company_id, route_id = excluded.route_id,
           route_name = excluded.route_name, stop_count = excluded.stop_count
     where excluded.version >= t.version
    returning pattern_id as "patternId"`.execute(tx);
  return new Set(rows.map((row) => row.patternId));
}

async function replaceStops(tx: Tx, patterns: readonly PatternState[]): Promise<void> {
  const given = patterns.flatMap(({ patternId, stops }) =>
    stops.map((stop, stopIndex) => ({ ...stop, patternId, stopIndex })),
  );
  await sql`
    with given as (
      select "patternId" as pattern_id, "stopIndex" as stop_index, "stopId" as stop_id, "arriveSeconds" as arrive_seconds,
             "departSeconds" as depart_seconds, boarding, alighting
        from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as x (
             "patternId" uuid, "stopIndex" smallint, "stopId" uuid, "arriveSeconds" integer, "departSeconds" integer, boarding boolean, alighting boolean)
    ), shortened as (
      delete from pattern_stops ps
       where ps.pattern_id in (select pattern_id from given)
         and not exists (select from given g where g.pattern_id = ps.pattern_id and g.stop_index = ps.stop_index)
    )
    insert into pattern_stops (pattern_id, stop_index, stop_id, arrive_seconds, depart_seconds, boarding, alighting)
    select pattern_id, stop_index, stop_id, arrive_seconds, depart_seconds, boarding, alighting from given
    on conflict (pattern_id, stop_index) do update
       set stop_id = excluded.stop_id, arrive_seconds = excluded.arrive_seconds, depart_seconds = excluded.depart_seconds,
           boarding = excluded.boarding, alighting = excluded.alighting`.execute(tx);
}
