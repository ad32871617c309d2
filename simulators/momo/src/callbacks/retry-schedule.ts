import type { Switches } from '@safiri/simulator-kit';

/**
 * The retrying schedule is the one of MTN's newer documentation; it ends after a day of hourly attempts, because a
 * simulator must not knock at a dead address for ever.
 */
export function retryAfterSeconds(attempts: number, { choices }: Switches): number | undefined {
  if (choices['callbackRetries'] === 'once') return undefined;
  if (attempts <= 20) return 1;
  if (attempts <= 20 + 30) return 120;
  return attempts <= 20 + 30 + 24 ? 3600 : undefined;
}
