import { addDays, localDate } from '@safiri/kernel';
import { asService, transaction, type Tx } from '@safiri/runtime';
import { listTimeZones } from '../companies/company-queries.ts';
import type { Ctx } from '../context.ts';
import { tripsDated } from '../telemetry.ts';
import { claimUndated, getUndated, insertTrips, writeDatedUntil } from './dating-queries.ts';
import { planTrips, type TripPlan, type Undated } from './plan-trips.ts';
import { tellTrips } from './tell-trips.ts';

/** One step claims so many scheduled trips and makes about so many trips: some tenths of a second, events of half a megabyte in all. */
const scheduledTripsPerStep = 2_000;
const tripsPerStep = 5_000;

/** Dates trips up to the sale horizon in bounded steps; answers how many it made. */
export async function dateTrips(ctx: Ctx): Promise<number> {
  let total = 0;
  for (;;) {
    const { made, more } = await dateTripsStep(ctx);
    total += made;
    if (!more) return total;
  }
}

/**
 * One step, in one transaction: scheduled trips that are behind are claimed, their missing trips made and told. Running
 * it again, or in several processes at once, makes no trip twice; stopping between steps loses nothing.
 */
export async function dateTripsStep(ctx: Ctx): Promise<{ readonly made: number; readonly more: boolean }> {
  const now = ctx.clock.now();
  const { saleHorizonDays } = ctx.config;
  const step = await transaction(ctx.db, asService, async (tx) => {
    const horizons = (await listTimeZones(tx)).map((timeZone) => ({
      timeZone,
      lastDate: addDays(localDate(now, timeZone), saleHorizonDays),
    }));
    const undated = await claimUndated(tx, horizons, scheduledTripsPerStep);
    const plan = planTrips(undated, { now, horizonDays: saleHorizonDays, mostTrips: tripsPerStep });
    const made = await writePlan(tx, plan);
    return { made, more: !plan.complete || undated.length === scheduledTripsPerStep };
  });
  if (step.made > 0) tripsDated(ctx.log, step);
  return step;
}

/** Dates one scheduled trip that the transaction holds, all the way to the horizon. */
export async function dateScheduledTrip(ctx: Ctx, tx: Tx, scheduledTripId: string): Promise<void> {
  const undated: Undated[] = await getUndated(tx, scheduledTripId);
  const dating = { now: ctx.clock.now(), horizonDays: ctx.config.saleHorizonDays, mostTrips: tripsPerStep };
  await writePlan(tx, planTrips(undated, dating));
}

async function writePlan(tx: Tx, plan: TripPlan): Promise<number> {
  const trips = plan.trips.length === 0 ? [] : await insertTrips(tx, plan.trips);
  if (plan.dated.length > 0) await writeDatedUntil(tx, plan.dated);
  await tellTrips(tx, trips);
  return trips.length;
}
