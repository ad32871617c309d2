import { asService, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { importAbandoned } from '../telemetry.ts';
import { isFeedIdle } from './feed-lock.ts';
import { failImports, listRunningImports } from './import-queries.ts';

/** Looked at in one step; more than could ever run at once. */
const mostListed = 100;

/** Marks imports as failed whose process ended: they are noted as running, and nobody holds their feed's lock. */
export async function failAbandonedImports(ctx: Ctx): Promise<boolean> {
  const abandoned = await transaction(ctx.db, asService, async (tx) => {
    const idle: string[] = [];
    for (const { importId, feedName } of await listRunningImports(tx, mostListed)) {
      if (await isFeedIdle(tx, feedName)) idle.push(importId);
    }
    await failImports(tx, idle);
    return idle;
  });
  for (const importId of abandoned) importAbandoned(ctx.log, { importId });
  return false;
}
