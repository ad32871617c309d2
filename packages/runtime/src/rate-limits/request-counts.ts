/** What is counted is forgotten after so long, all at once. */
export const windowSeconds = 60;

/** About 8 MB of counts with keys of 36 characters; more callers a minute than a process can serve. */
const mostKeys = 50_000;

/** How many requests each of many callers has sent in the present minute. */
export type RequestCounts = {
  /** Counts one more of this caller's, and answers how many there are now. */
  add(key: string, nowMilliseconds: number): number;
  /** Whole seconds until everything is forgotten; at least one. */
  secondsLeft(nowMilliseconds: number): number;
  /** How many callers are remembered. */
  size(): number;
};

/** In this process's memory, which is bounded: beyond `most` callers, the one who came first is forgotten. */
export function createRequestCounts(most = mostKeys): RequestCounts {
  const counts = new Map<string, number>();
  const windowMilliseconds = windowSeconds * 1000;
  let window = 0;
  return {
    add: (key, nowMilliseconds) => {
      const present = Math.floor(nowMilliseconds / windowMilliseconds);
      if (present !== window) {
        counts.clear();
        window = present;
      }
      const before = counts.get(key);
      if (before === undefined && counts.size >= most) forgetFirst(counts);
      const count = (before ?? 0) + 1;
      counts.set(key, count);
      return count;
    },
    secondsLeft: (nowMilliseconds) =>
      Math.max(1, Math.ceil((windowMilliseconds - (nowMilliseconds % windowMilliseconds)) / 1000)),
    size: () => counts.size,
  };
}

function forgetFirst(counts: Map<string, number>): void {
  for (const key of counts.keys()) {
    counts.delete(key);
    return;
  }
}
