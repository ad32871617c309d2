import type { Switches } from '../behaviour/switches.ts';

/**
 * Seconds until the next attempt after `attempts` failed ones, or undefined when the provider gives up.
 * The retrying schedule is the one of MTN's newer documentation; it ends after a day of hourly attempts, because a
 * simulator must not knock at a dead address for ever.
 */
export function nextAttemptSeconds(retries: Switches['callbackRetries'], attempts: number): number | undefined {
  if (retries === 'once') return undefined;
  if (attempts <= 20) return 1;
  if (attempts <= 20 + 30) return 120;
  return attempts <= 20 + 30 + 24 ? 3600 : undefined;
}
