import { sql, type RawBuilder } from 'kysely';
import type { PatternState } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import { arrayLiteral } from '../array-literal.ts';
import { isStillToRun } from '../trips/trip-queries.ts';

/** The stops of a pattern as its table holds them: all arrays in step. */
type PatternStops = {
  readonly stopIds: readonly string[];
  readonly arriveSeconds: readonly number[];
  readonly departSeconds: readonly number[];
  readonly boarding: readonly boolean[];
  readonly alighting: readonly boolean[];
};

export type PatternRow = PatternStops & {
  readonly patternId: string;
  readonly companyId: string;
  readonly routeId: string;
  /** Null for what staff made. */
  readonly feedName: string | null;
  readonly feedKey: string | null;
};

/** Writes patterns; answers the ids of those that are new or differ from what stood here. */
export async function writePatterns(tx: Tx, patterns: readonly PatternRow[]): Promise<string[]> {
  const given = patterns.map(({ stopIds, arriveSeconds, departSeconds, boarding, alighting, ...pattern }) => ({
    ...pattern,
    stopIds: arrayLiteral(stopIds),
    arriveSeconds: arrayLiteral(arriveSeconds),
    departSeconds: arrayLiteral(departSeconds),
    boarding: arrayLiteral(boarding),
    alighting: arrayLiteral(alighting),
  }));
  const { rows } = await sql<{ patternId: string }>`
    insert into patterns (pattern_id, company_id, route_id, stop_ids, arrive_seconds, depart_seconds, boarding, alighting, feed_name, feed_key)
    select r."patternId", r."companyId", r."routeId", r."stopIds", r."arriveSeconds", r."departSeconds", r.boarding, r.alighting,
           r."feedName", r."feedKey"
      from jsonb_to_recordset(${JSON.stringify(given)}::jsonb) as r(
        "patternId" uuid, "companyId" uuid, "routeId" uuid, "stopIds" uuid[], "arriveSeconds" int[], "departSeconds" int[],
        boarding boolean[], alighting boolean[], "feedName" text, "feedKey" text)
    on conflict (pattern_id) do update
       set company_id = excluded.company_id, route_id = excluded.route_id, stop_ids = excluded.stop_ids,
           arrive_seconds = excluded.arrive_seconds, depart_seconds = excluded.depart_seconds, boarding = excluded.boarding,
           alighting = excluded.alighting, retired = false, removed = false, version = patterns.version + 1
     where (patterns.company_id, patterns.route_id, patterns.stop_ids, patterns.arrive_seconds, patterns.depart_seconds,
            patterns.boarding, patterns.alighting, patterns.retired)
           is distinct from
           (excluded.company_id, excluded.route_id, excluded.stop_ids, excluded.arrive_seconds, excluded.depart_seconds,
            excluded.boarding, excluded.alighting, false)
    returning pattern_id as "patternId"`.execute(tx);
  return rows.map((row) => row.patternId);
}

/** Raises the versions of all patterns of routes that were renamed: they tell the name. Answers their ids. */
export async function raisePatternsOfRoutes(tx: Tx, routeIds: readonly string[]): Promise<string[]> {
  if (routeIds.length === 0) return [];
  const { rows } = await sql<{ patternId: string }>`
    update patterns set version = version + 1 where route_id = any (${routeIds}::uuid[])
    returning pattern_id as "patternId"`.execute(tx);
  return rows.map((row) => row.patternId);
}

/** The pattern, locked until the transaction ends. */
export async function lockPattern(tx: Tx, patternId: string): Promise<PatternRow | undefined> {
  const { rows } = await sql<PatternRow>`
    select pattern_id as "patternId", company_id as "companyId", route_id as "routeId", to_jsonb(stop_ids) as "stopIds",
           arrive_seconds as "arriveSeconds", depart_seconds as "departSeconds", boarding, alighting,
           feed_name as "feedName", feed_key as "feedKey"
      from patterns where pattern_id = ${patternId} for update`.execute(tx);
  return rows[0];
}

/** Whether the route of the company has the pattern; it is then not removed before the transaction ends. */
export async function holdPattern(
  tx: Tx,
  pattern: Pick<PatternRow, 'patternId' | 'companyId' | 'routeId'>,
): Promise<boolean> {
  const { rows } = await sql`
    select from patterns
     where pattern_id = ${pattern.patternId} and company_id = ${pattern.companyId} and route_id = ${pattern.routeId} and not removed
       for share`.execute(tx);
  return rows.length === 1;
}

type PatternStateRow = Omit<PatternState, 'stops'> & PatternStops;

export async function listPatternStates(tx: Tx, patternIds: readonly string[]): Promise<PatternState[]> {
  const { rows } = await sql<PatternStateRow>`
    select p.pattern_id as "patternId", p.version, p.removed, p.company_id as "companyId", p.route_id as "routeId",
           r.name as "routeName", to_jsonb(p.stop_ids) as "stopIds", p.arrive_seconds as "arriveSeconds",
           p.depart_seconds as "departSeconds", p.boarding, p.alighting
      from patterns p
      join routes r on r.route_id = p.route_id
     where p.pattern_id = any (${patternIds}::uuid[]) order by p.pattern_id`.execute(tx);
  return rows.map(({ stopIds, arriveSeconds, departSeconds, boarding, alighting, ...state }) => ({
    ...state,
    // In step by the table's constraints. Put together here: the database takes ten times as long over it.
    stops: stopIds.map((stopId, at) => ({
      stopId,
      arriveSeconds: arriveSeconds[at] ?? 0,
      departSeconds: departSeconds[at] ?? 0,
      boarding: boarding[at] ?? true,
      alighting: alighting[at] ?? true,
    })),
  }));
}

/** Retired patterns that nothing needs any more and nobody else holds, held from now on. */
export async function lockIdlePatterns(tx: Tx, now: Date, limit: number): Promise<string[]> {
  const { rows } = await sql<{ patternId: string }>`
    select p.pattern_id as "patternId" from patterns p where p.retired and not p.removed and ${isIdle(now)}
     order by p.pattern_id limit ${limit} for update skip locked`.execute(tx);
  return rows.map((row) => row.patternId);
}

/**
 * Removes those of the patterns that are idle still; answers their ids. A statement after the one that locks them, so
 * that it sees what was committed by whoever had held them before.
 */
export async function removeIdlePatterns(tx: Tx, patternIds: readonly string[], now: Date): Promise<string[]> {
  const { rows } = await sql<{ patternId: string }>`
    update patterns p set removed = true, version = version + 1
     where p.pattern_id = any (${patternIds}::uuid[]) and ${isIdle(now)}
    returning p.pattern_id as "patternId"`.execute(tx);
  return rows.map((row) => row.patternId);
}

/** No scheduled trip runs pattern `p`, and every trip of it is over. */
function isIdle(now: Date): RawBuilder<boolean> {
  return sql<boolean>`
    not exists (select from trips t where t.pattern_id = p.pattern_id and ${isStillToRun(now)})
    and not exists (select from scheduled_trips s where s.company_id = p.company_id and s.pattern_id = p.pattern_id and not s.retired)`;
}
