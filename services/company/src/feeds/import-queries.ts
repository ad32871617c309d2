import { sql } from 'kysely';
import type { FeedImport, FeedProblem } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';

export async function insertImport(tx: Tx, importId: string, feedName: string): Promise<void> {
  await sql`insert into feed_imports (import_id, feed_name) values (${importId}, ${feedName})`.execute(tx);
}

export async function writeProgress(tx: Tx, importId: string, progress: FeedImport['progress']): Promise<void> {
  await sql`
    update feed_imports set step = ${progress.step}, percent = ${progress.percent}
     where import_id = ${importId} and status = 'running'`.execute(tx);
}

export type ImportEnd = {
  readonly status: Exclude<FeedImport['status'], 'running'>;
  readonly shiftDays: number;
  readonly counts: FeedImport['counts'];
  readonly problems: readonly FeedProblem[];
  readonly problemCount: number;
};

/** Ends a running import; false when it was ended already, as one whose process seemed dead. */
export async function endImport(tx: Tx, importId: string, end: ImportEnd): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update feed_imports
       set status = ${end.status}, step = 'ended', percent = 100, shift_days = ${end.shiftDays},
           counts = ${JSON.stringify(end.counts)}::jsonb, problems = ${JSON.stringify(end.problems)}::jsonb,
           problem_count = ${end.problemCount}, ended_at = now()
     where import_id = ${importId} and status = 'running'`.execute(tx);
  return numAffectedRows === 1n;
}

/** Marks imports as failed that are not running any more although they say so. */
export async function failImports(tx: Tx, importIds: readonly string[]): Promise<void> {
  await sql`
    update feed_imports set status = 'failed', step = 'ended', ended_at = now()
     where import_id = any (${importIds}::uuid[]) and status = 'running'`.execute(tx);
}

export type RunningImport = { readonly importId: string; readonly feedName: string };

export async function listRunningImports(tx: Tx, limit: number): Promise<RunningImport[]> {
  const { rows } = await sql<RunningImport>`
    select import_id as "importId", feed_name as "feedName" from feed_imports
     where status = 'running' order by import_id limit ${limit}`.execute(tx);
  return rows;
}

/** The import with its report, or NOT_FOUND. */
export async function getImport(tx: Tx, importId: string): Promise<FeedImport> {
  const { rows } = await sql<FeedImport>`
    select import_id as "importId", feed_name as "feedName", status, jsonb_build_object('step', step, 'percent', percent) as progress,
           shift_days as "shiftDays", counts, problems, problem_count as "problemCount"
      from feed_imports where import_id = ${importId}`.execute(tx);
  const [report] = rows;
  if (report === undefined) throw new DomainError('NOT_FOUND', 'There is no such import.');
  return report;
}

/** What of a feed stands imported. */
export type ImportedFeed = {
  readonly hash: string;
  readonly importRules: number;
  readonly shiftDays: number;
};

export async function findImportedFeed(tx: Tx, feedName: string): Promise<ImportedFeed | undefined> {
  const { rows } = await sql<ImportedFeed>`
    select hash, import_rules as "importRules", shift_days as "shiftDays"
      from feeds where feed_name = ${feedName}`.execute(tx);
  return rows[0];
}

export async function writeImportedFeed(tx: Tx, feedName: string, feed: ImportedFeed): Promise<void> {
  await sql`
    insert into feeds (feed_name, hash, import_rules, shift_days)
    values (${feedName}, ${feed.hash}, ${feed.importRules}, ${feed.shiftDays})
    on conflict (feed_name) do update
       set hash = excluded.hash, import_rules = excluded.import_rules, shift_days = excluded.shift_days, imported_at = now()`.execute(
    tx,
  );
}
