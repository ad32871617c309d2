import type { Listening } from '@safiri/runtime';
import { createReadRounds } from './read-rounds.ts';
import { readWatched, type ReadMaps } from './read-watched.ts';
import type { TripStretch } from './taken-seats.ts';
import { createWatchedMaps, type Hearer } from './watched-maps.ts';

/** A trip is read four times a second at the most: quicker than a person sees, and little while a hundred buy at once. */
const defaultRestMilliseconds = 250;
const defaultRestAfterFailureMilliseconds = 2_000;
/**
 * Time changes maps without any news: a hold ends, kept seats go on sale, the bus leaves. So all open maps are read again
 * this often, a hundred in one call. It also makes good what a lost notification would have told.
 */
const defaultLookMilliseconds = 5_000;

export type WatchOptions = {
  readonly read: ReadMaps;
  /** Hears of trips whose seats changed. `began` is called whenever it hears again: nobody heard what was told before. */
  readonly listen: (heard: (tripIds: readonly number[]) => void, began: () => void) => Listening;
  readonly failed: (error: unknown) => void;
  readonly restMilliseconds?: number;
  readonly restAfterFailureMilliseconds?: number;
  readonly lookMilliseconds?: number;
};

export type SeatMapWatch = {
  /**
   * Waits until the map is known, or throws why there is none. What it answers is called exactly once, with somebody who
   * hears the map as it is and again whenever it has changed; it answers how to leave.
   */
  open(at: TripStretch): Promise<(hear: Hearer) => () => void>;
};

/** Keeps open maps current, each read once a change however many look at it. While none is open, nothing is done and no connection kept. */
export function watchSeatMaps(options: WatchOptions): SeatMapWatch {
  const maps = createWatchedMaps();
  const rounds = createReadRounds({
    read: async (tripIds) => await readWatched(maps.ofTrips(tripIds), options.read),
    failed: options.failed,
    restMilliseconds: options.restMilliseconds ?? defaultRestMilliseconds,
    restAfterFailureMilliseconds: options.restAfterFailureMilliseconds ?? defaultRestAfterFailureMilliseconds,
  });
  const attention = createAttention(options, {
    heard: (tripIds) => rounds.ask(tripIds.filter((tripId) => maps.has(tripId))),
    look: () => rounds.ask(maps.tripIds()),
  });
  return {
    open: async (at) => {
      const map = maps.enter(at);
      const leave = (): void => {
        maps.leave(map);
        if (maps.isEmpty()) attention.end();
      };
      attention.begin();
      try {
        if (map.now === undefined) {
          rounds.ask([at.tripId]);
          await map.first.promise;
        }
      } catch (error) {
        leave();
        throw error;
      }
      return (hear) => {
        map.hearers.add(hear);
        if (map.now !== undefined) hear(map.now);
        return () => {
          map.hearers.delete(hear);
          leave();
        };
      };
    },
  };
}

type Attention = { begin(): void; end(): void };

function createAttention(
  { listen, lookMilliseconds = defaultLookMilliseconds }: WatchOptions,
  to: { readonly heard: (tripIds: readonly number[]) => void; readonly look: () => void },
): Attention {
  let timer: NodeJS.Timeout | undefined;
  let listening: Listening | undefined;
  return {
    begin: () => {
      if (timer !== undefined) return;
      timer = setInterval(to.look, lookMilliseconds).unref();
      listening = listen(to.heard, to.look);
    },
    end: () => {
      clearInterval(timer);
      timer = undefined;
      void listening?.stop();
    },
  };
}
