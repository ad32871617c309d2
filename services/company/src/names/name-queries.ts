import { sql, type Kysely } from 'kysely';
import type { ThingName } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

/** What something is called in a language. */
export type NameRow = { readonly thingId: string; readonly language: string; readonly name: string };

/** Takes away what a feed said before, so that what it says now can be written. */
export async function clearNames(tx: Tx, feedName: string): Promise<void> {
  await sql`delete from names where feed_name = ${feedName}`.execute(tx);
}

export async function insertNames(tx: Tx, feedName: string, names: readonly NameRow[]): Promise<void> {
  await sql`
    insert into names (thing_id, language, name, feed_name)
    select r."thingId", r.language, r.name, ${feedName}
      from jsonb_to_recordset(${JSON.stringify(names)}::jsonb) as r("thingId" uuid, language text, name text)
    on conflict (thing_id, language) do nothing`.execute(tx);
}

/** Names of companies, stops and routes by the first of the languages that is known, else as they are called at home. */
export async function listNamesIn(
  executor: Kysely<unknown>,
  { ids, languages }: { ids: readonly string[]; languages: readonly string[] },
): Promise<ThingName[]> {
  const { rows } = await sql<ThingName>`
    with things as (
      select stop_id as id, name from stops where stop_id = any (${ids}::uuid[])
      union all select route_id, name from routes where route_id = any (${ids}::uuid[])
      union all select company_id, name from companies where company_id = any (${ids}::uuid[]))
    select t.id, coalesce(known.name, t.name) as name, known.language
      from things t
      left join lateral (
        select n.name, n.language
          from unnest(${languages}::text[]) with ordinality as wanted(language, rank)
          join names n on n.thing_id = t.id and lower(n.language) = lower(wanted.language)
         order by wanted.rank limit 1) known on true
     order by t.id`.execute(executor);
  return rows;
}
