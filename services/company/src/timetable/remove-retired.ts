import { asService, transaction, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { lockIdlePatterns, removeIdlePatterns } from '../routes/pattern-queries.ts';
import { tellPatterns } from '../routes/tell-patterns.ts';
import { lockIdleStops, removeIdleStops } from '../stops/stop-queries.ts';
import { tellStops } from '../stops/tell-stops.ts';
import { timetableCleared } from '../telemetry.ts';

/** So many patterns, and as many stops, in one step: an event of stops and a few of patterns. */
const removedPerStep = 500;

/**
 * Removes some retired patterns whose trips are over, and retired stops where no pattern halts any more; answers how many.
 * A station goes the step after its last stop: call it until it answers 0.
 */
export async function removeRetired(tx: Tx, now: Date): Promise<number> {
  const patterns = await removeIdlePatterns(tx, await lockIdlePatterns(tx, now, removedPerStep), now);
  await tellPatterns(tx, patterns);
  const stops = await removeIdleStops(tx, await lockIdleStops(tx, removedPerStep));
  await tellStops(tx, stops);
  return patterns.length + stops.length;
}

/** The daily clearing, a bounded step at a time; answers whether more may wait. */
export async function clearTimetable(ctx: Ctx): Promise<boolean> {
  const removed = await transaction(ctx.db, asService, async (tx) => await removeRetired(tx, ctx.clock.now()));
  if (removed > 0) timetableCleared(ctx.log, { removed });
  return removed > 0;
}
