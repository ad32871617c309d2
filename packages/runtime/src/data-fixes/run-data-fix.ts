import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { newId } from '@safiri/kernel';
import type { Database, Tx } from '../database/connect.ts';
import { hasSqlState } from '../database/errors.ts';
import { asService, transaction } from '../database/transaction.ts';
import type { DataFix } from './read-data-fixes.ts';

/** Rows at a time: their locks are held for the milliseconds that so many take. */
const batchRows = 500;
/** A buyer who meets a locked row waits no longer than for another buyer; we wait for buyers, and come again. */
const lockPatience = '2s';
const tries = 30;
const pauseMilliseconds = 1_000;

export type Outcome = { readonly changedRows: number; readonly more: boolean };

/** What the first batch would change. Nothing is changed. */
export async function tryDataFix(db: Database, fix: DataFix): Promise<Outcome> {
  class TakenBack extends Error {
    readonly changedRows: number;
    constructor(changedRows: number) {
      super();
      this.changedRows = changedRows;
    }
  }
  try {
    return await transaction(db, asService, async (tx) => {
      throw new TakenBack(await changeBatch(tx, fix));
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
    return { changedRows: error.changedRows, more: error.changedRows >= batchRows };
  }
}

/**
 * Changes batch after batch until none changes anything, each in a transaction of its own with its count. What was broken
 * off is carried on by the next run; a run after a whole one finds nothing.
 */
export async function runDataFix(
  db: Database,
  fix: DataFix,
  { startedBy, most = Number.POSITIVE_INFINITY }: { startedBy: string; /** Batches. */ most?: number },
): Promise<Outcome> {
  const runId = newId();
  await transaction(db, asService, async (tx) => {
    await sql`insert into data_fixes (run_id, name, hash, started_by) values (${runId}, ${fix.name}, ${fix.hash}, ${startedBy})`.execute(
      tx,
    );
  });
  let changedRows = 0;
  for (let batch = 0; batch < most; batch += 1) {
    const changed = await patiently(
      async () => await transaction(db, asService, async (tx) => await step(tx, fix, runId)),
    );
    changedRows += changed;
    if (changed === 0) return { changedRows, more: false };
  }
  return { changedRows, more: true };
}

async function step(tx: Tx, fix: DataFix, runId: string): Promise<number> {
  const changed = await changeBatch(tx, fix);
  await sql`
    update data_fixes set changed_rows = changed_rows + ${changed},
           finished_at = case when ${changed} = 0 then clock_timestamp() end
     where run_id = ${runId}`.execute(tx);
  return changed;
}

async function changeBatch(tx: Tx, { name, text }: DataFix): Promise<number> {
  await sql`select set_config('lock_timeout', ${lockPatience}, true)`.execute(tx);
  const { numAffectedRows = 0n } = await sql.raw(text.replaceAll('{batch}', String(batchRows))).execute(tx);
  if (numAffectedRows > BigInt(batchRows))
    throw new Error(
      `Data fix ${name} changed ${numAffectedRows} rows at once, which is more than a batch. Nothing of it is kept.`,
    );
  return Number(numAffectedRows);
}

async function patiently<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt === tries || !hasSqlState(error, '55P03')) throw error;
      await wait(pauseMilliseconds);
    }
  }
}
