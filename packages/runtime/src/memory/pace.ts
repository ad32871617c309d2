import type { Clock } from '@safiri/kernel';

export type PaceLimits = {
  /** So many at once, and so many a minute after that. */
  readonly mostAMinute: number;
  /** Who was not seen for that many others begins anew. */
  readonly mostKeys: number;
};

/** How often each of many does something. A number for each is remembered: the instant when all it did is paid off. */
export type Pace = {
  /** Counts one more, and answers zero; or counts nothing, and answers how many milliseconds are too few to come back. */
  count(key: string): Promise<number>;
};

export const paceWindowMilliseconds = 60_000;

export function createPace(clock: Clock, { mostAMinute, mostKeys }: PaceLimits): Pace {
  const interval = paceWindowMilliseconds / mostAMinute;
  /** In the order in which they were last seen. */
  const paidOff = new Map<string, number>();
  return {
    count: async (key) => {
      const now = clock.now().getTime();
      const after = Math.max(paidOff.get(key) ?? now, now) + interval;
      const wait = after - now - paceWindowMilliseconds;
      if (wait > 0) return wait;
      paidOff.delete(key);
      paidOff.set(key, after);
      if (paidOff.size > mostKeys) forgetFirst(paidOff);
      return 0;
    },
  };
}

function forgetFirst(map: Map<string, number>): void {
  const [first] = map.keys();
  if (first !== undefined) map.delete(first);
}
