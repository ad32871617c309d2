import { DomainError, newId } from '@safiri/kernel';
import { asService, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { importBegan } from '../telemetry.ts';
import { tryLockFeed } from './feed-lock.ts';
import { failImports, insertImport, listRunningImports } from './import-queries.ts';

/** An import that has the right to run; whoever holds it releases it. */
export type BegunImport = { readonly importId: string; readonly feedName: string; release(): Promise<void> };

/** One at a time in a process: a national feed may take a gibibyte. */
const mostRunning = 1;

/** More than could ever run at once. */
const mostListed = 100;

/** Takes the right to import a feed and notes the import as running, or refuses with IMPORT_RUNNING. */
export async function beginImport(ctx: Ctx, feedName: string): Promise<BegunImport> {
  if (ctx.runningImports.size >= mostRunning) {
    throw new DomainError('IMPORT_RUNNING', 'Another feed is being imported. Repeat this when it is done.');
  }
  const importId = newId();
  ctx.runningImports.add(importId);
  try {
    const lock = await tryLockFeed(ctx.db, feedName);
    if (lock === undefined) throw new DomainError('IMPORT_RUNNING', 'This feed is being imported already.');
    const release = async (): Promise<void> => {
      ctx.runningImports.delete(importId);
      await lock.release();
    };
    try {
      await noteBeginning(ctx, { importId, feedName });
    } catch (error) {
      await release();
      throw error;
    }
    importBegan(ctx.log, { importId, feedName });
    return { importId, feedName, release };
  } catch (error) {
    ctx.runningImports.delete(importId);
    throw error;
  }
}

/** Whoever holds the lock knows that an import still noted as running was left by a process that ended. */
async function noteBeginning(ctx: Ctx, { importId, feedName }: { importId: string; feedName: string }): Promise<void> {
  await transaction(ctx.db, asService, async (tx) => {
    const left = (await listRunningImports(tx, mostListed)).filter((running) => running.feedName === feedName);
    await failImports(
      tx,
      left.map((running) => running.importId),
    );
    await insertImport(tx, importId, feedName);
  });
}
