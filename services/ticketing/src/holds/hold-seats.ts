import type { holdSeats as operation, Order } from '@safiri/contracts';
import { assertNever, DomainError, newId } from '@safiri/kernel';
import { isRetryable, transaction, violatedUnique, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { listTripsOnSale } from '../network/trip-queries.ts';
import { newReference } from '../orders/codes.ts';
import { getOrder } from '../orders/get-order.ts';
import { findOrderByKey } from '../orders/order-queries.ts';
import { orderView } from '../orders/order-view.ts';
import { readOrder } from '../orders/read-orders.ts';
import { seatsHeld } from '../telemetry.ts';
import { fingerprintOf } from './fingerprint.ts';
import { decideHold, type HoldAnswer, type HoldItem, type SeatOnTrip } from './hold-queries.ts';
import { planHold, type HoldPlan } from './plan-hold.ts';

type Request = RequestOf<typeof operation>;

/** Tries at one hold when its reference is known already or the database asks for a repeat; each is decided afresh. */
const attempts = 4;

/** Holds seats on one or two trips, all or none. The same key with the same request answers the order it made the first time. */
export async function holdSeats(ctx: Ctx, request: Request): Promise<Order> {
  const fingerprint = fingerprintOf(request.body);
  const plan = await planOrEarlier(ctx, request, fingerprint);
  if (!('claims' in plan)) return plan.earlier;
  const { item, answer } = await decide(ctx, draftOf(plan, request, fingerprint));
  switch (answer.kind) {
    case 'held':
      seatsHeld(ctx.log, item);
      return heldView(item, plan, answer);
    case 'repeat':
      return await getOrder(ctx, { actor: request.actor, params: { orderId: answer.orderId } });
    case 'taken':
      throw seatsTaken(answer.seats);
    case 'key-reused':
      throw keyReused();
    case 'not-on-sale':
      throw new DomainError('TRIP_NOT_ON_SALE', 'This trip is not on sale any more.');
    default:
      return assertNever(answer);
  }
}

/** The plan; or the order this key made before, although the same request would be refused now that the bus has left, for instance. */
async function planOrEarlier(
  ctx: Ctx,
  request: Request,
  fingerprint: string,
): Promise<HoldPlan | { readonly earlier: Order }> {
  const wanted = request.body.trips;
  const trips = await listTripsOnSale(
    ctx.db.kysely,
    wanted.map((wish) => wish.tripId),
  );
  try {
    return planHold({ wanted, trips, now: ctx.clock.now() });
  } catch (refusal) {
    const ownerId = request.actor.subjectId;
    return await transaction(ctx.db, { kind: 'passenger', id: ownerId }, async (tx) => {
      const order = await findOrderByKey(tx, ownerId, request.idempotencyKey);
      if (order === undefined) throw refusal;
      if (order.fingerprint !== fingerprint) throw keyReused();
      return { earlier: await readOrder(tx, order) };
    });
  }
}

type Draft = Omit<HoldItem, 'reference'>;

function draftOf(plan: HoldPlan, request: Request, fingerprint: string): Draft {
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
    })),
  };
}

async function decide(ctx: Ctx, draft: Draft): Promise<{ readonly item: HoldItem; readonly answer: HoldAnswer }> {
  for (let attempt = 1; ; attempt += 1) {
    const item = { ...draft, reference: newReference() };
    try {
      return { item, answer: await decideHold(ctx.db, item, ctx.config.holdMinutes) };
    } catch (error) {
      const again = isRetryable(error) || violatedUnique(error) === 'orders_reference';
      if (!again || attempt === attempts) throw error;
    }
  }
}

/** The order as it was just made: nothing of it needs to be read again. */
function heldView(item: HoldItem, plan: HoldPlan, held: Extract<HoldAnswer, { kind: 'held' }>): Order {
  const order = {
    orderId: item.orderId,
    reference: item.reference,
    link: null,
    status: 'held',
    currency: item.currency,
    totalMinor: item.claims.reduce((sum, claim) => sum + claim.fareMinor, 0),
    expiresAt: held.expiresAt,
    contactPhone: null,
    contactEmail: null,
    serverTime: held.decidedAt,
  } as const;
  const claims = item.claims.map((claim) => ({ ...claim, passengerName: null }));
  return orderView(order, { claims, tickets: [], trips: plan.claims.map((claim) => claim.trip) });
}

function seatsTaken(seats: readonly SeatOnTrip[]): DomainError {
  return new DomainError(
    'SEATS_TAKEN',
    'Somebody else has one of these seats on a part of the way. Nothing was held.',
    { seats },
  );
}

function keyReused(): DomainError {
  return new DomainError('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was sent with another request before.', {
    field: '/headers/idempotency-key',
  });
}
