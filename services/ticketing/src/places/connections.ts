import type { Connection, listConnections as operation, OutputOf, QueryOf } from '@safiri/contracts';
import type { Database } from '@safiri/runtime';
import { listStopConnections, type StopConnection } from './connection-queries.ts';
import { viewPlace } from './find-places.ts';
import type { PlaceIndex } from './place-index.ts';
import type { ListedPlace } from './place-list-queries.ts';
import type { PlaceMemory } from './place-memory.ts';

type Known = {
  readonly from: ListedPlace;
  readonly to: ListedPlace;
  readonly companyIds: ReadonlySet<string>;
  readonly departures: number;
  readonly lowestFare: Connection['lowestFare'];
};

/** A page for a search engine each; the rest is found by searching. */
const mostConnections = 20_000;
const usualLimit = 100;
/** It takes a statement of a second on a large network, and changes with the timetable. */
const keptMilliseconds = 3_600_000;
/** Before anything is on sale, or while it is being imported, that is looked at again soon. */
const keptEmptyMilliseconds = 10_000;

/** From town to town, where a town is known, else from station or stop. */
export function createConnections(
  db: Database,
  places: PlaceMemory,
): (query: QueryOf<typeof operation>) => Promise<OutputOf<typeof operation>> {
  let known: { readonly connections: readonly Known[]; readonly at: number } | undefined;
  let loading: Promise<readonly Known[]> | undefined;

  const load = async (): Promise<readonly Known[]> => {
    const connections = gather(await listStopConnections(db), await places());
    known = { connections, at: performance.now() };
    return connections;
  };
  const all = async (): Promise<readonly Known[]> => {
    const kept = known?.connections.length === 0 ? keptEmptyMilliseconds : keptMilliseconds;
    if (known !== undefined && performance.now() - known.at < kept) return known.connections;
    return await (loading ??= load().finally(() => {
      loading = undefined;
    }));
  };

  return async ({ from, companyId, offset = 0, limit = usualLimit }) => {
    const index = await places();
    const begin = from === undefined ? undefined : (index.wholeOf(from)?.placeId ?? from);
    const found = (await all()).filter(
      (each) =>
        (begin === undefined || each.from.placeId === begin) &&
        (companyId === undefined || each.companyIds.has(companyId)),
    );
    return { connections: found.slice(offset, offset + limit).map(viewConnection), total: found.length };
  };
}

function viewConnection({ from, to, departures, lowestFare }: Known): Connection {
  return { from: viewPlace({ place: from }), to: viewPlace({ place: to }), departures, lowestFare };
}

/** Of a pair of places that is sold in several currencies, the one of most departures. */
function gather(rows: readonly StopConnection[], index: PlaceIndex): Known[] {
  const pairs = new Map<string, Known>();
  for (const { fromId, toId, companyId, currency, lowestMinor, departures } of rows) {
    const [from, to] = [index.wholeOf(fromId), index.wholeOf(toId)];
    if (from === undefined || to === undefined || from === to) continue;
    const key = `${from.placeId} ${to.placeId}`;
    const pair = pairs.get(key);
    if (pair === undefined && pairs.size >= mostConnections) continue;
    const known = pair?.lowestFare ?? { amountMinor: lowestMinor, currency };
    const isLower = known.currency === currency && lowestMinor < known.amountMinor;
    pairs.set(key, {
      from,
      to,
      companyIds: new Set([...(pair?.companyIds ?? []), companyId]),
      // Stops of one town are called at by the same buses: no more than the busiest pair of stops is sure.
      departures: Math.max(pair?.departures ?? 0, departures),
      lowestFare: isLower ? { amountMinor: lowestMinor, currency } : known,
    });
  }
  return [...pairs.values()];
}
