import { sql } from 'kysely';
import type { Tx } from '@safiri/runtime';

export type RouteRow = { readonly routeId: string; readonly companyId: string; readonly name: string };

export type FeedRoute = RouteRow & { readonly feedKey: string };

/** Writes routes of a feed; answers the ids of those whose name changed, which their patterns tell. */
export async function writeFeedRoutes(tx: Tx, feedName: string, routes: readonly FeedRoute[]): Promise<string[]> {
  const { rows } = await sql<{ routeId: string }>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(routes)}::jsonb) as r("routeId" uuid, "companyId" uuid, name text, "feedKey" text)),
    renamed as (select t.route_id from routes t join given r on r."routeId" = t.route_id where t.name <> r.name),
    written as (
      insert into routes (route_id, company_id, name, feed_name, feed_key)
      select r."routeId", r."companyId", r.name, ${feedName}, r."feedKey" from given r
      on conflict (route_id) do update set company_id = excluded.company_id, name = excluded.name, retired = false
       where (routes.company_id, routes.name, routes.retired) is distinct from (excluded.company_id, excluded.name, false))
    select route_id as "routeId" from renamed`.execute(tx);
  return rows.map((row) => row.routeId);
}

/** Writes a route of a company; answers whether an existing one was renamed. The caller holds the route. */
export async function writeRoute(tx: Tx, route: RouteRow, present: RouteRow | undefined): Promise<boolean> {
  await sql`
    insert into routes (route_id, company_id, name) values (${route.routeId}, ${route.companyId}, ${route.name})
    on conflict (route_id) do update set name = excluded.name, retired = false
     where routes.company_id = excluded.company_id and (routes.name, routes.retired) is distinct from (excluded.name, false)`.execute(
    tx,
  );
  return present !== undefined && present.name !== route.name;
}

/** The route, locked until the transaction ends. */
export async function lockRoute(tx: Tx, routeId: string): Promise<RouteRow | undefined> {
  const { rows } = await sql<RouteRow>`
    select route_id as "routeId", company_id as "companyId", name from routes where route_id = ${routeId} for update`.execute(
    tx,
  );
  return rows[0];
}
