import type { BodyOf, holdSeatsForCustomer as operation, Order } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import type { RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { holdSeats } from '../holds/hold-seats.ts';
import type { HoldItem } from '../holds/hold-queries.ts';
import { actingFor, refuseElsewhere } from '../staff.ts';

type Body = BodyOf<typeof operation>;

/** A bus-full: what an order of staff may have at the most, on all its trips together. */
const mostSeats = 200;

const mayTake: Readonly<Record<Body['channel'], HoldItem['may']>> = { counter: ['counter', 'house'], road: ['road'] };

/** Holds seats for somebody who stands at the counter or on the road. The member of staff owns the order; nothing limits how many they hold. */
export async function holdForCustomer(ctx: Ctx, request: RequestOf<typeof operation>): Promise<Order> {
  const { actor, params, body, idempotencyKey } = request;
  actingFor(actor, params.companyId);
  const { channel, ...wish } = body;
  const may = body.reducedMobility === true ? [...mayTake[channel], 'reduced-mobility' as const] : mayTake[channel];
  refuseMoreThanABus(body);
  await refuseForeignTrips(ctx, params.companyId, body);
  const tripIds = body.trips.map((wanted) => wanted.tripId);
  await refuseElsewhere(ctx, actor, { permission: 'seat:sell', companyId: params.companyId, tripIds });
  return await holdSeats(ctx, {
    actor,
    idempotencyKey,
    body: wish,
    terms: { channel, may, deviceId: null, mostSeats: null },
  });
}

function refuseMoreThanABus({ trips }: Body): void {
  const seats = trips.reduce((sum, { seats, any }) => sum + (any === undefined ? seats.length : any.count), 0);
  if (seats <= mostSeats) return;
  throw new DomainError('TOO_MANY_SEATS', `An order has ${mostSeats} seats at the most.`, {
    field: '/body/trips',
    most: mostSeats,
  });
}

/** Whose a trip is never changes, and the hold itself compares it again. A trip that nobody knows is judged there. */
async function refuseForeignTrips(ctx: Ctx, companyId: string, { trips }: Body): Promise<void> {
  const known = await ctx.tripFacts.list(trips.map((wish) => wish.tripId));
  const foreign = new Set(known.filter((trip) => trip.companyId !== companyId).map((trip) => trip.tripId));
  const index = trips.findIndex((wish) => foreign.has(wish.tripId));
  if (index === -1) return;
  throw new DomainError('TRIP_OF_ANOTHER_COMPANY', 'You sell seats on the trips of your own company only.', {
    field: `/body/trips/${index}/tripId`,
  });
}
