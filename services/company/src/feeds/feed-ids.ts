import { sql } from 'kysely';
import { newId } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';

const idColumns = {
  companies: 'company_id',
  stops: 'stop_id',
  routes: 'route_id',
  patterns: 'pattern_id',
  calendars: 'calendar_id',
  scheduled_trips: 'scheduled_trip_id',
} as const;

type FeedTable = keyof typeof idColumns;

/** Ids by the keys a feed uses: those it had the last time, new ones for what it had not. */
export type FeedIds = Readonly<Record<FeedTable, (feedKey: string) => string>>;

/** Stations that another feed brought are known by the ids they have there. */
export async function loadFeedIds(
  tx: Tx,
  feedName: string,
  sharedStations: ReadonlyMap<string, string>,
): Promise<FeedIds> {
  return {
    companies: mintingIds(await listKnownIds(tx, 'companies', feedName)),
    stops: mintingIds(new Map([...(await listKnownIds(tx, 'stops', feedName)), ...sharedStations])),
    routes: mintingIds(await listKnownIds(tx, 'routes', feedName)),
    patterns: mintingIds(await listKnownIds(tx, 'patterns', feedName)),
    calendars: mintingIds(await listKnownIds(tx, 'calendars', feedName)),
    scheduled_trips: mintingIds(await listKnownIds(tx, 'scheduled_trips', feedName)),
  };
}

/** Retires rows of a feed that it no longer describes; answers how many. */
export async function retireVanished(
  tx: Tx,
  table: 'stops' | 'routes' | 'patterns' | 'scheduled_trips',
  { feedName, presentKeys }: { feedName: string; presentKeys: readonly string[] },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update ${sql.table(table)} t set retired = true
     where t.feed_name = ${feedName} and not t.retired
       and not exists (select from unnest(${presentKeys}::text[]) as k(feed_key) where k.feed_key = t.feed_key)`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n);
}

async function listKnownIds(tx: Tx, table: FeedTable, feedName: string): Promise<Map<string, string>> {
  const { rows } = await sql<{ feedKey: string; id: string }>`
    select feed_key as "feedKey", ${sql.ref(idColumns[table])} as id from ${sql.table(table)} where feed_name = ${feedName}`.execute(
    tx,
  );
  return new Map(rows.map((row) => [row.feedKey, row.id]));
}

function mintingIds(known: Map<string, string>): (feedKey: string) => string {
  return (feedKey) => {
    const id = known.get(feedKey) ?? newId();
    known.set(feedKey, id);
    return id;
  };
}
