import type { WaitingEntry } from '@safiri/contracts';
import { assert } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import { findTripOnSale, type TripOnSale } from '../network/trip-queries.ts';
import { stretchOf } from '../orders/order-view.ts';
import { placeOf, type WaitingRow } from './waiting-queries.ts';

/** An entry as its passenger sees it. */
export async function readEntry(tx: Tx, entry: WaitingRow): Promise<WaitingEntry> {
  const trip = await findTripOnSale(tx, entry.tripId);
  assert(trip !== undefined, `trip ${entry.tripId} was waited for and is not known`);
  return viewEntry(trip, entry, entry.status === 'waiting' ? await placeOf(tx, entry) : null);
}

export function viewEntry(trip: TripOnSale, entry: WaitingRow, place: number | null): WaitingEntry {
  const { entryId, tripId, seats, status, orderId, offeredUntil } = entry;
  return {
    entryId,
    tripId,
    companyName: trip.companyName,
    ...stretchOf(trip, entry),
    seats,
    status,
    place,
    offer:
      status === 'offered' && orderId !== null && offeredUntil !== null
        ? { orderId, until: offeredUntil.toISOString() }
        : null,
    contact: { phone: entry.contactPhone, email: entry.contactEmail },
    joinedAt: entry.joinedAt.toISOString(),
  };
}
