/** What the pause before the next status query depends on. */
export type Progress = {
  /** Queries so far. */
  readonly checks: number;
  /** Since the request was made. */
  readonly ageSeconds: number;
  /** How long a payer is expected to take. */
  readonly windowSeconds: number;
};

/** While a passenger looks at the screen: most people approve within seconds. */
const firstPauses = [2, 3, 5, 8] as const;
/** MTN asks to be polled every five to ten seconds while the prompt is out. */
const promptPause = 10;
/** Nobody is waiting any more, but money may still have moved: often in the first hour, every five minutes for a day, then hourly. */
const laterPauses = [
  { untilSeconds: 3_600, pause: 60 },
  { untilSeconds: 24 * 3_600, pause: 300 },
] as const;
const hourly = 3_600;

/** Seconds until the status is asked for again. There is always a next time, until the answer is final. */
export function pauseSeconds({ checks, ageSeconds, windowSeconds }: Progress): number {
  const first = firstPauses[checks];
  if (first !== undefined) return first;
  if (ageSeconds < windowSeconds) return promptPause;
  return laterPauses.find(({ untilSeconds }) => ageSeconds < untilSeconds)?.pause ?? hourly;
}

/**
 * How long a claimed row is left alone: longer than any one step (token, query, order and request of four seconds each at
 * the most), short enough that what a killed process held is soon taken over.
 */
export const leaseSeconds = 20;

/**
 * How long after a request was sent "not found" and "refused" may be too early to believe: proxies keep a request for a
 * minute at the most, so after two nothing of it is still on its way.
 */
export const onItsWaySeconds = 120;

/** Whether an earlier request, whose answer was not heard, may still arrive. */
export function mayStillArrive(sentAt: Date | null, now: Date): boolean {
  return sentAt !== null && secondsBetween(sentAt, now) < onItsWaySeconds;
}

export function secondsBetween(earlier: Date, later: Date): number {
  return (later.getTime() - earlier.getTime()) / 1000;
}

export function secondsAfter(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * 1000);
}
