import { faresChanged, patternsChanged } from '@safiri/contracts';
import { publish, type Tx } from '@safiri/runtime';
import { batches } from '../batches.ts';
import { listFareSizes, listFareStates } from './fare-queries.ts';
import { listPatternStates } from './pattern-queries.ts';

/** As many as the events take; the weights keep one message near half a megabyte (about 130 bytes a stop, 6 an amount). */
const patternsPerEvent = 100;
const stopsPerEvent = 4_000;
const amountsPerEvent = 80_000;

/** Publishes the present state of these patterns; answers the number of events. */
export async function tellPatterns(tx: Tx, patternIds: readonly string[]): Promise<number> {
  let events = 0;
  for (const ids of batches(patternIds, { items: patternsPerEvent })) {
    const states = await listPatternStates(tx, ids);
    const weight = { most: stopsPerEvent, of: (state: (typeof states)[number]) => state.stops.length };
    for (const patterns of batches(states, { items: patternsPerEvent, weight })) {
      const [first] = patterns;
      if (first === undefined) continue;
      await publish(tx, patternsChanged, {
        aggregateId: first.patternId,
        version: first.version,
        payload: { patterns },
      });
      events += 1;
    }
  }
  return events;
}

/** Publishes the present fares of these patterns, as far as they have any; answers the number of events. */
export async function tellFares(tx: Tx, patternIds: readonly string[]): Promise<number> {
  let events = 0;
  const sizes = await listFareSizes(tx, patternIds);
  const weight = { most: amountsPerEvent, of: (size: (typeof sizes)[number]) => size.amounts };
  for (const batch of batches(sizes, { items: patternsPerEvent, weight })) {
    const ids = batch.map((size) => size.patternId);
    const fares = await listFareStates(tx, ids);
    const [first] = fares;
    if (first === undefined) continue;
    await publish(tx, faresChanged, { aggregateId: first.patternId, version: first.version, payload: { fares } });
    events += 1;
  }
  return events;
}
