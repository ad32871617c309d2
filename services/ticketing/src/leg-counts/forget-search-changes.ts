import { sql } from 'kysely';
import type { Database, Job } from '@safiri/runtime';

const stepChanges = 5_000;

/**
 * Removes what searches were told (src/search/look-for-changes.ts) when all of them have had ten minutes to see it. A
 * transaction that is still open has told nothing yet, however long ago it wrote: so the time is taken by snapshots.
 */
export function forgetSearchChanges({ db }: { readonly db: Database }): Job {
  /** Every transaction before this one was over ten minutes ago. */
  let seenByAll: string | undefined;
  return {
    name: 'forget-search-changes',
    everySeconds: 600,
    run: async () => {
      if (seenByAll !== undefined && (await forgetStep(db, seenByAll)) === stepChanges) return true;
      seenByAll = await oldestOpenTransaction(db);
      return false;
    },
  };
}

async function forgetStep(db: Database, before: string): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from search_changes where change_id = any (array(
      select change_id from search_changes where told_by < ${before}::xid8 order by told_by limit ${stepChanges}))`.execute(
    db.kysely,
  );
  return Number(numAffectedRows ?? 0n);
}

async function oldestOpenTransaction(db: Database): Promise<string | undefined> {
  const { rows } = await sql<{ xmin: string }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(db.kysely);
  return rows[0]?.xmin;
}
