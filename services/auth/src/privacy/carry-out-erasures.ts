import { servicesWithPersonalData, subjectErased, type PayloadOf, type subjectForgotten } from '@safiri/contracts';
import { asService, publish, transaction, type Job, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { erasureCalledOff, erasureDone, erasureHeldUp, erasureStarted } from '../telemetry.ts';
import { listObstacles } from './ask-services.ts';
import { readDataSubject } from './data-subject.ts';
import {
  callOff,
  endWhenReported,
  holdUp,
  lockErasure,
  markStarted,
  markToldAgain,
  noteReport,
  takeDueErasure,
  type ErasureRow,
} from './erasure-queries.ts';
import { closeAccount, worksNow } from './forget-in-auth.ts';
import { inTheWay } from './own-erasure.ts';

/** A process that dies over one, or finds something open, leaves it for so long. */
const againMinutes = 10;
/** A day's tries of one whose reports did not all come: the queue has its own. */
const reportMinutes = 60;

/** Begins erasures whose days are over, one at a time. */
export function carryOutErasures(ctx: Ctx): Job {
  return {
    name: 'carry-out-erasures',
    everySeconds: 5,
    run: async () => {
      const now = ctx.clock.now();
      const again = minutesAfter(now, againMinutes);
      const due = await transaction(ctx.db, asService, async (tx) => await takeDueErasure(tx, { now, again }));
      if (due === undefined) return false;
      if (due.status === 'waiting') await begin(ctx, due);
      else await tellAgain(ctx, due);
      return true;
    },
  };
}

/** Something may have been opened since it was asked for. Who works by now is not forgotten: their wish is called off. */
async function begin(ctx: Ctx, { erasureId, subjectId, giveUpVouchers }: ErasureRow): Promise<void> {
  const who = await transaction(ctx.db, asService, async (tx) => await readDataSubject(tx, subjectId));
  const obstacles = inTheWay(await listObstacles(ctx, who, null), giveUpVouchers);
  const now = ctx.clock.now();
  const started = await transaction(ctx.db, asService, async (tx) => {
    const erasure = await lockErasure(tx, erasureId);
    // Called off in this moment, or begun by another process.
    if (erasure?.status !== 'waiting') return undefined;
    if (obstacles.length > 0) {
      await holdUp(tx, erasureId, minutesAfter(now, againMinutes));
      return false;
    }
    if (await worksNow(tx, subjectId)) {
      await callOff(tx, subjectId);
      return 'works';
    }
    await markStarted(tx, erasureId, { who, now, again: minutesAfter(now, ctx.config.ACCESS_TOKEN_MINUTES + 1) });
    await closeAccount(ctx, tx, who.subjectIds);
    await tell(tx, { ...erasure, version: erasure.version + 1 });
    return true;
  });
  if (started === 'works') erasureCalledOff(ctx.log, subjectId);
  if (started === true) erasureStarted(ctx.log, { erasureId, subjectId });
  if (started === false) erasureHeldUp(ctx.log, { erasureId, kinds: obstacles.map(({ kind }) => kind) });
}

/** What a request that was under way wrote after the first telling goes with the second, when no token of theirs lives. */
async function tellAgain(ctx: Ctx, { erasureId }: ErasureRow): Promise<void> {
  await transaction(ctx.db, asService, async (tx) => {
    const erasure = await lockErasure(tx, erasureId);
    if (erasure?.status !== 'started') return;
    await markToldAgain(tx, erasureId, minutesAfter(ctx.clock.now(), reportMinutes));
    await tell(tx, { ...erasure, version: erasure.version + 1 });
  });
}

export async function tell(tx: Tx, { erasureId, subjectId, version }: ErasureRow): Promise<void> {
  await publish(tx, subjectErased, { aggregateId: erasureId, version, payload: { erasureId, subjectId, version } });
}

/** Ends an erasure when every service was done with its second telling. */
export async function onSubjectForgotten(ctx: Ctx, tx: Tx, report: PayloadOf<typeof subjectForgotten>): Promise<void> {
  await noteReport(tx, report);
  const { erasureId } = report;
  const services = servicesWithPersonalData.length;
  if (await endWhenReported(tx, { erasureId, version: 2, services })) erasureDone(ctx.log, erasureId);
}

function minutesAfter(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * 60_000);
}
