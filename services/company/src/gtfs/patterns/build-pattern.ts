import { createHash } from 'node:crypto';
import type { Pattern, PatternStop } from '../feed.ts';
import type { TimedStop } from './fill-times.ts';

/** The pattern a trip's stop times follow once its start is taken off them. */
export function buildPattern(routeId: string, timed: readonly TimedStop[]): { pattern: Pattern; startSeconds: number } {
  const startSeconds = timed[0]?.departure ?? 0;
  const stops = timed.map(({ stopId, arrival, departure, pickup, dropOff, exactTime }, at): PatternStop => ({
    stopId,
    // How long the bus waits before its first departure concerns nobody who boards there.
    arrivalSeconds: at === 0 ? 0 : arrival - startSeconds,
    departureSeconds: departure - startSeconds,
    pickup,
    dropOff,
    exactTime,
  }));
  const key = createHash('sha256')
    .update(JSON.stringify([routeId, stops]))
    .digest('hex')
    .slice(0, keyDigits);
  return { pattern: { key, routeId, stops }, startSeconds };
}

/** 128 bits: two patterns of one feed never meet by chance. */
const keyDigits = 32;
