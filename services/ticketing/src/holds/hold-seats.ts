import type { Order } from '@safiri/contracts';
import { assert, assertNever, DomainError, isDomainError, newId } from '@safiri/kernel';
import { isRetryable, transaction, violatedUnique } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { newReference } from '../orders/codes.ts';
import { getOrder } from '../orders/get-order.ts';
import type { HoldRequest as Request } from '../orders/hold-terms.ts';
import { findOrderByKey } from '../orders/order-queries.ts';
import { orderView } from '../orders/order-view.ts';
import { readOrder } from '../orders/read-orders.ts';
import { seatsHeld } from '../telemetry.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { HoldItem } from './hold-queries.ts';
import type { HoldVerdict } from './hold-queue.ts';
import { keyReused, refuseLost, refuseWaitedFor, tooManyHeld, tripFull } from './hold-refusals.ts';
import { planHold, type HoldPlan } from './plan-hold.ts';

/** Tries at one hold: when its reference is known already, the database asks for a repeat, or the timetable changed after it was read. */
const attempts = 4;

type Decided = {
  readonly item: HoldItem;
  readonly plan: HoldPlan;
  readonly answer: Exclude<HoldVerdict, { readonly kind: 'stale' }>;
};

/** Holds seats on one or two trips, all or none. The same key with the same request answers the order it made the first time. */
export async function holdSeats(ctx: Ctx, request: Request): Promise<Order> {
  const fingerprint = fingerprintOf(request.body, request.terms);
  const decided = await decideFresh(ctx, request, fingerprint);
  if ('earlier' in decided) return decided.earlier;
  const { item, plan, answer } = decided;
  switch (answer.kind) {
    case 'held':
      seatsHeld(ctx.log, item);
      return heldView(item, plan, answer);
    case 'full':
      throw tripFull(answer.tripId);
    case 'repeat':
      return await getOrder(ctx, { actor: request.actor, params: { orderId: answer.orderId } });
    case 'taken':
      throw await refuseLost(ctx.occupancy, { ...answer, wanted: request.body.trips, plan, item });
    case 'waiting-list':
      throw await refuseWaitedFor(ctx.occupancy, { wanted: request.body.trips, plan, item });
    case 'key-reused':
      throw keyReused();
    case 'not-on-sale':
      throw new DomainError('TRIP_NOT_ON_SALE', 'This trip is not on sale any more.');
    case 'too-many':
      throw tooManyHeld(item.mostSeats);
    default:
      return assertNever(answer);
  }
}

/** Plans from what is known of the trips, and plans again when the database knows better. */
async function decideFresh(
  ctx: Ctx,
  request: Request,
  fingerprint: string,
): Promise<Decided | { readonly earlier: Order }> {
  for (let attempt = 1; ; attempt += 1) {
    const plan = await planOrEarlier(ctx, request, fingerprint);
    if ('earlier' in plan) return plan;
    const { item, answer } = await decide(ctx, draftOf(plan, { request, fingerprint }));
    if (answer.kind !== 'stale') return { item, plan, answer };
    ctx.tripFacts.forget(request.body.trips.map((wish) => wish.tripId));
    if (attempt === attempts)
      throw new DomainError('OVERLOADED', 'This trip is being changed right now.', { retryAfter: 1 });
  }
}

/** The plan; or the order this key made before, although the same request would be refused now that the bus has left, for instance. */
async function planOrEarlier(
  ctx: Ctx,
  request: Request,
  fingerprint: string,
): Promise<HoldPlan | { readonly earlier: Order }> {
  try {
    return await planFresh(ctx, request);
  } catch (refusal) {
    // A database that is away says no more when it is asked again, and each question waits for it.
    if (!isDomainError(refusal)) throw refusal;
    const ownerId = request.actor.subjectId;
    return await transaction(ctx.db, { kind: 'passenger', id: ownerId }, async (tx) => {
      const order = await findOrderByKey(tx, ownerId, request.idempotencyKey);
      if (order === undefined) throw refusal;
      if (order.fingerprint !== fingerprint) throw keyReused();
      return { earlier: await readOrder(tx, order) };
    });
  }
}

/** What is kept in memory may say yes, since the hold itself compares it; a no is only given on what the database says now. */
async function planFresh(ctx: Ctx, { body: { trips: wanted } }: Request): Promise<HoldPlan> {
  const tripIds = wanted.map((wish) => wish.tripId);
  const now = ctx.clock.now();
  try {
    return planHold({ wanted, trips: await ctx.tripFacts.list(tripIds), now });
  } catch (refusal) {
    if (!isDomainError(refusal)) throw refusal;
    ctx.tripFacts.forget(tripIds);
    return planHold({ wanted, trips: await ctx.tripFacts.list(tripIds), now });
  }
}

type Draft = Omit<HoldItem, 'reference'>;

function draftOf(plan: HoldPlan, by: { readonly request: Request; readonly fingerprint: string }): Draft {
  const { request, fingerprint } = by;
  return {
    orderId: newId(),
    ownerId: request.actor.subjectId,
    idempotencyKey: request.idempotencyKey,
    fingerprint,
    currency: plan.currency,
    locale: request.body.locale ?? 'en',
    claims: plan.claims.map(({ trip, seat, from, to, fare }) => ({
      claimId: newId(),
      tripId: trip.tripId,
      companyId: trip.companyId,
      seat,
      from,
      to,
      fareMinor: fare.amountMinor,
      facts: trip.facts,
    })),
    wishes: plan.wishes,
    patient: false,
    womenOnly: request.body.womenOnly === true,
    ...request.terms,
  };
}

type Decision = { readonly item: HoldItem; readonly answer: HoldVerdict };

/** Whoever wants a named seat that somebody else is getting at this moment hears so without asking the database. */
async function decide(ctx: Ctx, draft: Draft): Promise<Decision> {
  const seats = draft.claims.flatMap(({ tripId, seat, from, to }) => (seat === null ? [] : { tripId, seat, from, to }));
  if (seats.length === 0) return await decideByDatabase(ctx, draft);
  const taken = await ctx.memory.seatLock.take({ seats, holdId: draft.orderId, ownerId: draft.ownerId });
  if (taken.kind === 'lost') {
    const lost = taken.seats.map(({ tripId, seat }) => ({ tripId, seat }));
    return { item: { ...draft, reference: newReference() }, answer: { kind: 'taken', seats: lost } };
  }
  let won = false;
  try {
    const decision = await decideByDatabase(ctx, draft);
    won = decision.answer.kind === 'held';
    return decision;
  } finally {
    // Nobody waits for it: what is not given back ends by itself.
    void taken.done(won);
  }
}

async function decideByDatabase(ctx: Ctx, draft: Draft): Promise<Decision> {
  for (let attempt = 1; ; attempt += 1) {
    const item = { ...draft, reference: newReference() };
    try {
      return { item, answer: await ctx.holds.decide(item) };
    } catch (error) {
      const again = isRetryable(error) || violatedUnique(error) === 'orders_reference';
      if (!again || attempt === attempts) throw error;
    }
  }
}

/** The order as it was just made: nothing of it needs to be read again. */
function heldView(item: HoldItem, plan: HoldPlan, held: Extract<HoldVerdict, { kind: 'held' }>): Order {
  const order = {
    orderId: item.orderId,
    reference: item.reference,
    link: null,
    status: 'held',
    currency: item.currency,
    totalMinor: item.claims.reduce((sum, claim) => sum + claim.fareMinor, 0),
    tenderedMinor: 0,
    expiresAt: held.expiresAt,
    contactPhone: null,
    contactEmail: null,
    extendedAt: null,
    freeCancellationUntil: null,
    serverTime: held.decidedAt,
  } as const;
  const claims = item.claims.map((claim) => {
    const seat = claim.seat ?? held.chosen.get(claim.claimId);
    assert(seat !== undefined, 'a claim that is held has a seat');
    return { ...claim, seat, orderedSeat: null, passengerName: null };
  });
  return orderView(order, { claims, tickets: [], trips: plan.claims.map((claim) => claim.trip), refunds: [] });
}
