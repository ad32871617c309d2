import { stopsChanged } from '@safiri/contracts';
import { publish, type Tx } from '@safiri/runtime';
import { batches } from '../batches.ts';
import { listStopStates } from './stop-queries.ts';

/** As many as the event takes. */
const stopsPerEvent = 500;

/** Publishes the present state of these stops; answers the number of events. */
export async function tellStops(tx: Tx, stopIds: readonly string[]): Promise<number> {
  let events = 0;
  for (const ids of batches(stopIds, { items: stopsPerEvent })) {
    const stops = await listStopStates(tx, ids);
    const [first] = stops;
    if (first === undefined) continue;
    await publish(tx, stopsChanged, { aggregateId: first.stopId, version: first.version, payload: { stops } });
    events += 1;
  }
  return events;
}
