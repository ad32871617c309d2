import { expect, test } from 'vitest';
import { developmentSettings } from '../settings.ts';
import { retryAfterSeconds } from './retry-schedule.ts';

/** All waits from the first failure until the provider gives up. */
function waits(retries: 'once' | 'retry'): number[] {
  const seconds: number[] = [];
  const switches = { ...developmentSettings.switches, choices: { callbackRetries: retries } };
  for (let attempts = 1; ; attempts += 1) {
    const wait = retryAfterSeconds(attempts, switches);
    if (wait === undefined) return seconds;
    seconds.push(wait);
  }
}

test('a provider that delivers once never tries again', () => {
  expect(waits('once')).toEqual([]);
});

test('a provider that retries does so quickly, then slowly, then hourly for a day, and gives up', () => {
  const times = (count: number, seconds: number): number[] => Array.from({ length: count }, () => seconds);
  expect(waits('retry')).toEqual([...times(20, 1), ...times(30, 120), ...times(24, 3600)]);
});
