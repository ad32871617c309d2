import { DomainError, type Money } from '@safiri/kernel';
import { departureAt } from '../network/stop-times.ts';
import { stretchFare } from '../network/stretch-fare.ts';
import type { TripOnSale } from '../network/trip-queries.ts';

/** From which stop to which, counted from 0. */
export type Stretch = { readonly from: number; readonly to: number };

/** Whether the trip is sold at all, by what is known of it now. */
export function isOnSale(trip: TripOnSale): boolean {
  return trip.status === 'scheduled' && !trip.patternRemoved && trip.fares !== null;
}

/** Whether the bus has left the stop where the stretch begins. */
export function hasLeft(trip: TripOnSale, stretch: Stretch, now: Date): boolean {
  const departure = departureAt(trip, stretch.from);
  return departure !== undefined && departure <= now;
}

/** The fare of a stretch that passengers may ride: they may board at its one end, alight at the other, and there is a fare. */
export function fareOf(trip: TripOnSale, stretch: Stretch, field: string): Money {
  const fare = trip.fares === null ? undefined : stretchFare(trip.fares, stretch.from, stretch.to);
  const boards = trip.stops[stretch.from]?.boarding === true;
  const alights = trip.stops[stretch.to]?.alighting === true;
  if (fare === undefined || !boards || !alights) {
    throw new DomainError('STRETCH_INVALID', 'No seat is sold from that stop to that stop.', { field });
  }
  return fare;
}
