import { asService, transaction, type Job } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { waitingEntriesForgotten } from '../telemetry.ts';
import { makeOffer } from './make-offer.ts';
import { endLines, forgetEntries, nextOffers, settleOffers, type NextOffer } from './waiting-queries.ts';

/** Trips looked at in a second, at a millisecond of the database each; with more, a round takes longer than that. */
const stepTrips = 200;
const stepEntries = 500;

export function waitingListJobs(ctx: Ctx): Job[] {
  return [offerSeats(ctx), forgetWaitingEntries(ctx)];
}

/**
 * Offers what came free to those who wait, in order, looking at each trip that somebody waits for: that seats come
 * free is not told by anybody, since holds end by time alone. One more trip with a line is one millisecond more, hence the bound.
 */
export function offerSeats(ctx: Ctx): Job {
  let after = 0;
  return {
    name: 'offer-seats',
    everySeconds: 1,
    run: async () => {
      const step = { after, most: stepTrips };
      const trips = await transaction(ctx.db, asService, async (tx) => {
        await settleOffers(tx, stepEntries);
        const waited = await nextOffers(tx, step);
        await endLines(
          tx,
          waited.map(({ tripId }) => tripId),
        );
        return waited;
      });
      // Remembered first: a trip that fails is not in the way of those after it.
      after = trips.length === stepTrips ? (trips.at(-1)?.tripId ?? 0) : 0;
      for (const trip of trips) await offerInOrder(ctx, trip);
      return false;
    },
  };
}

/** Every turn leaves fewer seats, or fewer entries that could have them. */
async function offerInOrder(ctx: Ctx, first: NextOffer): Promise<void> {
  const { tripId } = first;
  let next: NextOffer | undefined = first;
  while (next?.tripId === tripId && next.entryId !== null) {
    if ((await makeOffer(ctx, { tripId, entryId: next.entryId })) === 'busy') return;
    [next] = await transaction(ctx.db, asService, async (tx) => await nextOffers(tx, { after: tripId - 1, most: 1 }));
  }
}

/** Entries that ended are removed when unpaid orders are, with their contacts and keys. */
export function forgetWaitingEntries(ctx: Ctx): Job {
  return {
    name: 'forget-waiting-entries',
    everySeconds: 600,
    run: async () => {
      const old = { hours: ctx.config.unpaidOrderHours, most: stepEntries };
      const count = await transaction(ctx.db, asService, async (tx) => await forgetEntries(tx, old));
      if (count > 0) waitingEntriesForgotten(ctx.log, count);
      return count === stepEntries;
    },
  };
}
