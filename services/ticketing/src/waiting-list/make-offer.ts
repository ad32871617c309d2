import { waitingOfferMade } from '@safiri/contracts';
import { assert, newId } from '@safiri/kernel';
import { asService, publish, transaction, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { decideHoldWithin, type HoldAnswer, type HoldItem } from '../holds/hold-queries.ts';
import { seatOf } from '../holds/layout-seats.ts';
import { planHold, type HoldPlan } from '../holds/plan-hold.ts';
import { findTripOnSale, type TripOnSale } from '../network/trip-queries.ts';
import { newReference } from '../orders/codes.ts';
import { stretchOf } from '../orders/order-view.ts';
import { offerFailed, seatsOffered } from '../telemetry.ts';
import { letRest, lockEntry, markOffered, mayOffer, type WaitingRow } from './waiting-queries.ts';

/** What became of it: 'busy': another process makes offers of this trip; 'gone': the entry waits no more; 'rests': it cannot be served now. */
export type OfferOutcome = 'made' | 'busy' | 'gone' | 'rests';

/** How long an entry rests that could not be served although it should have been: short, and others buy in between. */
const restSeconds = 10;

type Due = { readonly tripId: number; readonly entryId: string };

/** Holds seats for an entry, marks it and tells its passenger: one transaction, so that all of it happens or nothing, once. */
export async function makeOffer(ctx: Ctx, due: Due): Promise<OfferOutcome> {
  try {
    const outcome = await transaction(ctx.db, asService, async (tx) => await offerWithin(ctx, tx, due));
    if (outcome === 'made') seatsOffered(ctx.log, due);
    return outcome;
  } catch (error) {
    offerFailed(ctx.log, due, error);
    await transaction(ctx.db, asService, async (tx) => await letRest(tx, due.entryId, restSeconds));
    return 'rests';
  }
}

async function offerWithin(ctx: Ctx, tx: Tx, { tripId, entryId }: Due): Promise<OfferOutcome> {
  if (!(await mayOffer(tx, tripId))) return 'busy';
  const entry = await lockEntry(tx, entryId);
  if (entry?.status !== 'waiting') return 'gone';
  const trip = await findTripOnSale(tx, tripId);
  assert(trip !== undefined, `trip ${tripId} is waited for and is not known`);
  const { from, to, seats } = entry;
  const plan = planHold({ wanted: [{ tripId, from, to, any: { count: seats } }], trips: [trip], now: ctx.clock.now() });
  const item = itemFor(entry, plan);
  const held = await decideHoldWithin(tx, item, ctx.config.waitingOfferMinutes);
  if (held.kind !== 'held') throw new Error(`seats that are free are not held: ${held.kind}`);
  const version = await markOffered(tx, entryId, item.orderId);
  await tellOffer(tx, { ...entry, version }, { trip, item, held });
  return 'made';
}

/** The hold of an offer: seats that are chosen for the passenger, and patiently, since they are for nobody else. */
function itemFor(entry: WaitingRow, plan: HoldPlan): HoldItem {
  return {
    orderId: newId(),
    ownerId: entry.ownerId,
    idempotencyKey: `waiting-list ${entry.entryId}`,
    fingerprint: 'waiting-list',
    reference: newReference(),
    currency: plan.currency,
    locale: entry.locale,
    claims: plan.claims.map(({ trip, from, to, fare }) => ({
      claimId: newId(),
      tripId: trip.tripId,
      companyId: trip.companyId,
      seat: null,
      from,
      to,
      fareMinor: fare.amountMinor,
      facts: trip.facts,
    })),
    wishes: plan.wishes,
    patient: true,
    womenOnly: entry.womenOnly,
    may: entry.reducedMobility ? ['reduced-mobility'] : [],
    deviceId: null,
    // Lines are limited themselves, and who stood in one is not refused at its end.
    mostSeats: null,
    channel: 'online',
    queueNumber: entry.queueNumber,
  };
}

type Offer = {
  readonly trip: TripOnSale;
  readonly item: HoldItem;
  readonly held: Extract<HoldAnswer, { readonly kind: 'held' }>;
};

async function tellOffer(tx: Tx, entry: WaitingRow, { trip, item, held }: Offer): Promise<void> {
  const { from, to } = stretchOf(trip, entry);
  await publish(tx, waitingOfferMade, {
    aggregateId: entry.entryId,
    version: entry.version,
    payload: {
      entryId: entry.entryId,
      version: entry.version,
      orderId: item.orderId,
      ownerId: entry.ownerId,
      companyId: entry.companyId,
      contact: { phone: entry.contactPhone, email: entry.contactEmail },
      locale: entry.locale,
      until: held.expiresAt.toISOString(),
      journey: {
        tripId: trip.tripId,
        companyName: trip.companyName,
        fromStop: from.name,
        toStop: to.name,
        departsAt: from.departsAt,
        timeZone: from.timeZone,
        seatLabels: [...held.chosen.values()].toSorted((a, b) => a - b).map((seat) => seatOf(trip.layout, seat).label),
      },
    },
  });
}
