import type { Database } from '@safiri/runtime';

/** What became different since the last look. */
export type Changes = {
  /** As of which the next look asks. */
  readonly snapshot: string;
  /** The database's present, in milliseconds since 1970. */
  readonly now: number;
  /** In no order, and in part only when there are `mostChanges`. */
  readonly changes: readonly Change[];
};

export type Change = {
  readonly subject: 'network' | 'departures' | 'seats';
  readonly patternIds: readonly string[] | null;
  readonly tripIds: readonly number[] | null;
};

/** An import tells some hundred in a second; who finds more than this forgets everything and is as well off. */
export const mostChanges = 1_000;

const text = `
select pg_current_snapshot()::text as snapshot, (extract(epoch from clock_timestamp()) * 1000)::float8 as now,
       (select coalesce(json_agg(json_build_object('subject', subject, 'patternIds', pattern_ids, 'tripIds', trip_ids)), '[]')
          from (select subject, pattern_ids, trip_ids from search_changes
                 where told_by >= pg_snapshot_xmin($1::pg_snapshot) and not pg_visible_in_snapshot(told_by, $1::pg_snapshot)
                 limit ${mostChanges}) new) as changes`;

/** What the snapshot of an earlier look did not show; nothing when there was none. */
export async function listChanges(db: Database, since: string | undefined): Promise<Changes> {
  const { rows } = await db.pool.query<Changes>({ name: 'list-search-changes', text, values: [since ?? null] });
  const [changes] = rows;
  if (changes === undefined) throw new Error('Bug: a look at changes gave no row');
  return changes;
}
