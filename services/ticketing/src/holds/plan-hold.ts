import type { BodyOf, holdSeats } from '@safiri/contracts';
import { DomainError, type Money } from '@safiri/kernel';
import type { TripOnSale } from '../network/trip-queries.ts';
import type { SeatWish } from './hold-queries.ts';
import { layoutSeats } from './layout-seats.ts';
import { fareOf, hasLeft, isOnSale } from './stretch.ts';

export type WantedTrip = BodyOf<typeof holdSeats>['trips'][number];

export type PlannedClaim = {
  readonly trip: TripOnSale;
  /** Null: whichever fits the wish for the trip. */
  readonly seat: number | null;
  readonly from: number;
  readonly to: number;
  readonly fare: Money;
};

/** What would be held, and for how much; `currency` is that of every claim. */
export type HoldPlan = {
  readonly currency: string;
  readonly claims: readonly PlannedClaim[];
  readonly wishes: readonly SeatWish[];
};

type Asked = { readonly wanted: readonly WantedTrip[]; readonly trips: readonly TripOnSale[]; readonly now: Date };

/** Judges a wish by everything but the seats themselves, which the database decides. Throws the refusal. */
export function planHold({ wanted, trips, now }: Asked): HoldPlan {
  const known = new Map(trips.map((trip) => [trip.tripId, trip]));
  refuseTwice(wanted);
  const claims = wanted.flatMap((wish, index) =>
    planTrip(wish, known.get(wish.tripId), { now, field: `/body/trips/${index}` }),
  );
  const currencies = new Set(claims.map((claim) => claim.fare.currency));
  const [currency] = currencies;
  if (currency === undefined || currencies.size > 1) {
    throw new DomainError('CURRENCY_MIXED', 'These trips are sold in different currencies: order them one by one.');
  }
  return { currency, claims, wishes: wanted.flatMap(wishOf) };
}

function refuseTwice(wanted: readonly WantedTrip[]): void {
  const again = wanted.findIndex((wish, index) => wanted.findIndex((other) => other.tripId === wish.tripId) < index);
  if (again !== -1) {
    throw new DomainError('TRIP_TWICE', 'The same trip stands twice in this order.', {
      field: `/body/trips/${again}/tripId`,
    });
  }
}

function planTrip(wish: WantedTrip, trip: TripOnSale | undefined, about: { now: Date; field: string }): PlannedClaim[] {
  if (trip === undefined || !isOnSale(trip)) {
    throw new DomainError('TRIP_NOT_ON_SALE', 'This trip is not on sale.', { field: `${about.field}/tripId` });
  }
  const fare = fareOf(trip, wish, `${about.field}/to`);
  if (hasLeft(trip, wish, about.now)) {
    throw new DomainError('TRIP_DEPARTED', 'The bus has left that stop.', { field: `${about.field}/from` });
  }
  return wantedSeats(wish, trip, about.field).map((seat) => ({ trip, seat, from: wish.from, to: wish.to, fare }));
}

function wantedSeats({ seats, any }: WantedTrip, trip: TripOnSale, field: string): readonly (number | null)[] {
  const known = layoutSeats(trip.layout);
  if (any === undefined) {
    const unknown = seats.findIndex((seat) => !known.has(seat));
    if (unknown === -1) return seats;
    throw new DomainError('SEAT_UNKNOWN', 'There is no such seat on this trip.', {
      field: `${field}/seats/${unknown}`,
    });
  }
  if (any.class !== undefined && ![...known.values()].some((seat) => seat.class === any.class)) {
    throw new DomainError('CLASS_UNKNOWN', 'This trip has no seats of that class.', { field: `${field}/any/class` });
  }
  return Array.from({ length: any.count }, () => null);
}

function wishOf({ tripId, any }: WantedTrip): SeatWish[] {
  return any === undefined ? [] : [{ tripId, class: any.class ?? null, accessible: any.accessible === true }];
}
