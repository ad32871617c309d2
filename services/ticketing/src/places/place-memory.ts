import type { Database } from '@safiri/runtime';
import { buildPlaceIndex, type PlaceIndex } from './place-index.ts';
import { listEveryPlace } from './place-list-queries.ts';

/** The places of the network as they were a moment ago. */
export type PlaceMemory = () => Promise<PlaceIndex>;

export type PlaceMemoryOptions = {
  readonly db: Database;
  /** Looks whether the network is what it was, and answers a number that is higher when it is not. */
  readonly networkVersion: () => Promise<number>;
};

/** What is on sale changes all the time, and only the order of places depends on it. */
const mostMilliseconds = 600_000;
/** While a network is imported it changes all the time: no more than a tenth of the time is spent on reading it again. */
const restsPerLoad = 10;

/**
 * All places, read once and kept until the network changes. They are in memory and not asked from PostgreSQL because every
 * letter that somebody types is a question, ranking wants to know what is on sale at each place, and typing errors would
 * need an extension (pg_trgm) that only a superuser may install.
 */
export function createPlaceMemory({ db, networkVersion }: PlaceMemoryOptions): PlaceMemory {
  let known:
    | { readonly index: PlaceIndex; readonly version: number; readonly endedAt: number; readonly took: number }
    | undefined;
  let loading: Promise<PlaceIndex> | undefined;

  const load = async (version: number): Promise<PlaceIndex> => {
    const begunAt = performance.now();
    const index = await buildPlaceIndex(await listEveryPlace(db));
    const endedAt = performance.now();
    known = { index, version, endedAt, took: endedAt - begunAt };
    return index;
  };
  const loadOnce = async (version: number): Promise<PlaceIndex> =>
    await (loading ??= load(version).finally(() => {
      loading = undefined;
    }));

  return async () => {
    const version = await networkVersion();
    if (known === undefined) return await loadOnce(version);
    const age = performance.now() - known.endedAt;
    if (known.version !== version && age >= known.took * restsPerLoad) return await loadOnce(version);
    if (age >= mostMilliseconds) loadOnce(version).catch(() => undefined);
    return known.index;
  };
}
