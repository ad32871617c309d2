/** The present. Everything that asks the time asks a clock that it was given, so that tests can move it. */
export type Clock = {
  /** The current instant. */
  now(): Date;
};

export type MovableClock = Clock & {
  set(instant: Date): void;
  advanceSeconds(seconds: number): void;
};

export const systemClock: Clock = { now: () => new Date() };

/** A clock for tests: it stands still until somebody moves it. */
export function movableClock(start: Date): MovableClock {
  let epochMilliseconds = start.getTime();
  return {
    now: () => new Date(epochMilliseconds),
    set: (instant) => {
      epochMilliseconds = instant.getTime();
    },
    advanceSeconds: (seconds) => {
      epochMilliseconds += seconds * 1000;
    },
  };
}
