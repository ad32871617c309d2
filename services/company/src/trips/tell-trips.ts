import { tripsScheduled, type TripState } from '@safiri/contracts';
import { publish, type Tx } from '@safiri/runtime';
import { batches } from '../batches.ts';

/** As many as the event takes. */
const tripsPerEvent = 500;

/** Publishes trips as they are, one event per service date and batch; answers the number of events. */
export async function tellTrips(tx: Tx, trips: readonly TripState[]): Promise<number> {
  let events = 0;
  for (const [serviceDate, ofDate] of Map.groupBy(trips, (trip) => trip.serviceDate)) {
    for (const batch of batches(ofDate, { items: tripsPerEvent })) {
      const [first] = batch;
      if (first === undefined) continue;
      await publish(tx, tripsScheduled, {
        aggregateId: first.tripId,
        version: first.version,
        payload: { serviceDate, trips: batch },
      });
      events += 1;
    }
  }
  return events;
}
