import type { Database } from '@safiri/runtime';

/** From one stop to another, as one company sells it in one currency. */
export type StopConnection = {
  readonly fromId: string;
  readonly toId: string;
  readonly companyId: string;
  readonly currency: string;
  readonly lowestMinor: number;
  readonly departures: number;
};

/** Of each pattern n² / 2 pairs: those of long city lines say nothing about where one travels to. */
const mostStops = 60;
const mostPatterns = 2_000;
export const mostStopConnections = 50_000;

const text = `
with busy as (
  select t.pattern_id, p.company_id, f.currency, count(*) as trips
    from trips t
    join patterns p on p.pattern_id = t.pattern_id and not p.removed and p.stop_count <= ${mostStops}
    join fares f on f.pattern_id = p.pattern_id and f.stop_count = p.stop_count
   where t.status = 'scheduled' and t.departs_at >= now() and t.departs_at < now() + interval '7 days'
     and not exists (select from company_standings n where n.company_id = p.company_id and not n.selling)
   group by 1, 2, 3
   order by trips desc, t.pattern_id
   limit ${mostPatterns}
)
select f.stop_id as "fromId", g.stop_id as "toId", b.company_id as "companyId", b.currency,
       min(r.amounts_minor[g.stop_index - f.stop_index]) as "lowestMinor", sum(b.trips)::integer as departures
  from busy b
  join pattern_stops f on f.pattern_id = b.pattern_id and f.boarding
  join boarding_fares r on r.pattern_id = f.pattern_id and r.from_index = f.stop_index
  join pattern_stops g on g.pattern_id = f.pattern_id and g.stop_index > f.stop_index and g.alighting
 where r.amounts_minor[g.stop_index - f.stop_index] is not null and f.stop_id <> g.stop_id
 group by 1, 2, 3, 4
 order by departures desc, 1, 2, 3, 4
 limit ${mostStopConnections}`;

/** What is on sale from stop to stop in the next seven days, the busiest first. */
export async function listStopConnections(db: Database): Promise<StopConnection[]> {
  const { rows } = await db.pool.query<StopConnection>({ name: 'list-stop-connections', text });
  return rows;
}
