import type { Database } from '@safiri/runtime';

/** A stop of a pattern; seconds count from the departure at its first stop. */
export type Call = {
  readonly patternId: string;
  readonly index: number;
  readonly stopId: string;
  readonly name: string;
  readonly timeZone: string;
  readonly arriveSeconds: number;
  readonly departSeconds: number;
  readonly boarding: boolean;
  readonly alighting: boolean;
};

/** A stop, a station with its stops or an area with all in it, and everything that calls there. */
export type PlaceCalls = { readonly placeId: string; readonly known: boolean; readonly calls: readonly Call[] };

const placesText = `
select a.place_id as "placeId",
       exists (select from stops s where s.stop_id = a.place_id and not s.removed) or exists (select from areas r where r.area_id = a.place_id) as known,
       (select coalesce(json_agg(json_build_object(
                 'patternId', ps.pattern_id, 'index', ps.stop_index, 'stopId', s.stop_id, 'name', s.name, 'timeZone', s.time_zone,
                 'arriveSeconds', ps.arrive_seconds, 'departSeconds', ps.depart_seconds, 'boarding', ps.boarding, 'alighting', ps.alighting)), '[]')
          from place_stops m
          join stops s on s.stop_id = m.stop_id
          join pattern_stops ps on ps.stop_id = s.stop_id
          join patterns p on p.pattern_id = ps.pattern_id and not p.removed
         where m.place_id = a.place_id) as calls
  from unnest($1::uuid[]) with ordinality as a (place_id, place)
 order by a.place`;

/** What calls at these places, in the order asked. */
export async function listPlaceCalls(db: Database, placeIds: readonly string[]): Promise<PlaceCalls[]> {
  // Straight to the driver, for a named statement: planning takes longer than answering, and is done once a connection.
  const { rows } = await db.pool.query<PlaceCalls>({ name: 'list-place-calls', text: placesText, values: [placeIds] });
  return rows;
}

/** What a passenger reads of a pattern, and what is paid on it. */
export type PatternFacts = {
  readonly companyId: string;
  readonly companyName: string;
  readonly routeName: string;
  readonly currency: string;
  /** amountsMinor[from][k] is the fare from a stop to the k + 1st after it; null where none is sold. */
  readonly amountsMinor: readonly (readonly (number | null)[])[];
};

const patternsText = `
select p.pattern_id as "patternId", p.company_id as "companyId", c.name as "companyName", p.route_name as "routeName", f.currency,
       (select coalesce(json_agg(b.amounts_minor order by b.from_index), '[]') from boarding_fares b where b.pattern_id = p.pattern_id) as "amountsMinor"
  from patterns p
  join companies c on c.company_id = p.company_id
  join fares f on f.pattern_id = p.pattern_id and f.stop_count = p.stop_count
 where p.pattern_id = any ($1::uuid[]) and not p.removed
   and not exists (select from company_standings n where n.company_id = p.company_id and not n.selling)`;

/** Facts of these patterns, in the order asked; undefined while no fares fit the pattern, so that nothing is sold on it. */
export async function listPatternFacts(
  db: Database,
  patternIds: readonly string[],
): Promise<(PatternFacts | undefined)[]> {
  const { rows } = await db.pool.query<PatternFacts & { readonly patternId: string }>({
    name: 'list-pattern-facts',
    text: patternsText,
    values: [patternIds],
  });
  const facts = new Map(rows.map((row) => [row.patternId, row]));
  return patternIds.map((patternId) => facts.get(patternId));
}
