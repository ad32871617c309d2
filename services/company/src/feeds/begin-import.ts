import { setTimeout } from 'node:timers/promises';
import { DomainError, newId } from '@safiri/kernel';
import { asService, transaction, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { importBegan } from '../telemetry.ts';
import { tryLockFeed, type FeedLock } from './feed-lock.ts';
import { failImports, insertImport, listRunningImports } from './import-queries.ts';

/** An import that has the right to run; whoever holds it releases it. */
export type BegunImport = { readonly importId: string; readonly feedName: string; release(): Promise<void> };

/** One at a time in a process: a national feed may take a gibibyte. */
const mostRunning = 1;

/** More than could ever run at once. */
const mostListed = 100;

/** An import shows as ended a moment before it lets go: whoever begins the next one just then is given a second. */
const attempts = 10;
const pauseMilliseconds = 100;

/** What whoever begins an import writes with its beginning. */
type Beside = (tx: Tx, importId: string) => Promise<void>;

/** Takes the right to import a feed and notes the import as running, or refuses with IMPORT_RUNNING. */
export async function beginImport(ctx: Ctx, feedName: string, beside: Beside): Promise<BegunImport> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const begun = await tryBeginImport(ctx, feedName, beside);
    if (begun !== undefined) return begun;
    if (attempt < attempts) await setTimeout(pauseMilliseconds);
  }
  throw new DomainError('IMPORT_RUNNING', 'Another import is running. Repeat this when it has ended.');
}

async function tryBeginImport(ctx: Ctx, feedName: string, beside: Beside): Promise<BegunImport | undefined> {
  if (ctx.runningImports.size >= mostRunning) return undefined;
  const importId = newId();
  ctx.runningImports.add(importId);
  let lock: FeedLock | undefined;
  try {
    lock = await tryLockFeed(ctx.db, feedName);
    if (lock !== undefined) await noteBeginning(ctx, { importId, feedName }, beside);
  } catch (error) {
    ctx.runningImports.delete(importId);
    await lock?.release();
    throw error;
  }
  if (lock === undefined) {
    ctx.runningImports.delete(importId);
    return undefined;
  }
  const { release } = lock;
  importBegan(ctx.log, { importId, feedName });
  return {
    importId,
    feedName,
    release: async () => {
      await release();
      ctx.runningImports.delete(importId);
    },
  };
}

/** Whoever holds the lock knows that an import still noted as running was left by a process that ended. */
async function noteBeginning(
  ctx: Ctx,
  { importId, feedName }: { importId: string; feedName: string },
  beside: Beside,
): Promise<void> {
  await transaction(ctx.db, asService, async (tx) => {
    const left = (await listRunningImports(tx, mostListed)).filter((running) => running.feedName === feedName);
    await failImports(
      tx,
      left.map((running) => running.importId),
    );
    await insertImport(tx, importId, feedName);
    await beside(tx, importId);
  });
}
