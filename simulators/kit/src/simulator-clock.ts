import { systemClock } from '@safiri/kernel';

/** The simulator's present, in milliseconds since 1970. It never goes back, not even across a restart. */
export type SimulatorClock = {
  nowMillis(): number;
  advanceSeconds(seconds: number): void;
  /** Real time to wait until that instant; infinite on a clock that stands still. */
  realMillisUntil(instantMillis: number): number;
};

/**
 * A clock that runs `speed` simulated seconds per real second and can be pushed forward.
 * It starts at the real present, or at the last instant the books know when that is later.
 */
export function createSimulatorClock(speed: number, reachedMillis: number): SimulatorClock {
  const realStartMillis = systemClock.now().getTime();
  const startMillis = Math.max(realStartMillis, reachedMillis);
  let aheadMillis = 0;
  let latestMillis = startMillis;

  function nowMillis(): number {
    const elapsedMillis = (systemClock.now().getTime() - realStartMillis) * speed;
    // The machine's own clock may be set back; the simulator's may not.
    latestMillis = Math.max(latestMillis, startMillis + Math.floor(elapsedMillis) + aheadMillis);
    return latestMillis;
  }

  return {
    nowMillis,
    advanceSeconds: (seconds) => {
      aheadMillis += seconds * 1000;
    },
    realMillisUntil: (instantMillis) => {
      const missingMillis = instantMillis - nowMillis();
      if (missingMillis <= 0) return 0;
      return speed === 0 ? Number.POSITIVE_INFINITY : Math.ceil(missingMillis / speed);
    },
  };
}

/** An instant of the simulator's clock in ISO 8601. */
export function instantText(millis: number | undefined): string | undefined {
  return millis === undefined ? undefined : new Date(millis).toISOString();
}
