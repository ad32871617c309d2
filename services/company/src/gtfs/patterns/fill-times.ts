import { valueAt } from './columns.ts';
import type { StopTime } from './stop-time.ts';

export type TimedStop = Omit<StopTime, 'arrival' | 'departure'> & {
  readonly arrival: number;
  readonly departure: number;
};

/**
 * Gives every stop its times. Between two stops with times the bus is taken to run at one speed: `legMetres[k]` is the
 * distance from stop k to the next. The first and last stop have a time; a single time of a stop stands for both.
 */
export function fillTimes(stopTimes: readonly StopTime[], legMetres: readonly number[]): TimedStop[] {
  const filled: TimedStop[] = [];
  let leftAt = 0;
  for (const [at, stopTime] of stopTimes.entries()) {
    const arrival = stopTime.arrival ?? stopTime.departure;
    if (arrival !== undefined) {
      filled.push({ ...stopTime, arrival, departure: stopTime.departure ?? arrival });
      leftAt = at;
      continue;
    }
    const until = stopTimes.findIndex((later, place) => place > at && (later.arrival ?? later.departure) !== undefined);
    const time = timeBetween({ stopTimes, legMetres, from: leftAt, until }, at);
    filled.push({ ...stopTime, arrival: time, departure: time, exactTime: false });
  }
  return filled;
}

type Gap = {
  readonly stopTimes: readonly StopTime[];
  readonly legMetres: readonly number[];
  readonly from: number;
  readonly until: number;
};

function timeBetween({ stopTimes, legMetres, from, until }: Gap, at: number): number {
  const left = stopTimes[from];
  const reached = stopTimes[until];
  const start = left?.departure ?? left?.arrival ?? 0;
  const end = reached?.arrival ?? reached?.departure ?? start;
  const whole = sumOfLegs(legMetres, from, until);
  // Stops all at one place: the time is shared out evenly.
  const share = whole > 0 ? sumOfLegs(legMetres, from, at) / whole : (at - from) / (until - from);
  return Math.round(start + (end - start) * share);
}

function sumOfLegs(legMetres: readonly number[], from: number, until: number): number {
  let sum = 0;
  for (let leg = from; leg < until; leg += 1) sum += valueAt(legMetres, leg);
  return sum;
}
