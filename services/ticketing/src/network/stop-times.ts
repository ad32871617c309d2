import type { StopTime } from '@safiri/contracts';

/** A stop of a trip's pattern; seconds count from the departure at the first stop. */
export type PatternStop = {
  readonly stopId: string;
  readonly name: string;
  readonly timeZone: string;
  readonly arriveSeconds: number;
  readonly departSeconds: number;
  readonly boarding: boolean;
  readonly alighting: boolean;
};

type Run = { readonly departsAt: Date; readonly stops: readonly PatternStop[] };

/** When a trip calls at each of its stops, in the shape clients see. */
export function stopTimes(run: Run): StopTime[] {
  return run.stops.map((stop, index) => stopTimeOf(run, stop, index));
}

/** When a trip calls at one of its stops; undefined for a stop the trip does not have. */
export function stopTime(run: Run, index: number): StopTime | undefined {
  const stop = run.stops[index];
  return stop === undefined ? undefined : stopTimeOf(run, stop, index);
}

function stopTimeOf(run: Run, stop: PatternStop, index: number): StopTime {
  return { stopId: stop.stopId, index, name: stop.name, timeZone: stop.timeZone, ...callTimes(run.departsAt, stop) };
}

/** When a trip that leaves its first stop at that instant calls at one of its stops. */
export function callTimes(
  departsAt: Date,
  stop: { readonly arriveSeconds: number; readonly departSeconds: number },
): Pick<StopTime, 'arrivesAt' | 'departsAt'> {
  return {
    arrivesAt: secondsAfter(departsAt, stop.arriveSeconds).toISOString(),
    departsAt: secondsAfter(departsAt, stop.departSeconds).toISOString(),
  };
}

/** When a passenger who boards at that stop leaves it; undefined for a stop the trip does not have. */
export function departureAt(run: Run, index: number): Date | undefined {
  const stop = run.stops[index];
  return stop === undefined ? undefined : secondsAfter(run.departsAt, stop.departSeconds);
}

/** When a passenger who alights at that stop is there; undefined for a stop the trip does not have. */
export function arrivalAt(run: Run, index: number): Date | undefined {
  const stop = run.stops[index];
  return stop === undefined ? undefined : secondsAfter(run.departsAt, stop.arriveSeconds);
}

function secondsAfter(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * 1000);
}
