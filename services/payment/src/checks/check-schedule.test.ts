import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mayStillArrive, pauseSeconds, secondsAfter } from './check-schedule.ts';

const windowSeconds = 360;

/** The instants at which a status is asked for, in seconds since the request. */
function instantsUntil(endSeconds: number): number[] {
  const instants: number[] = [];
  for (
    let ageSeconds = pauseSeconds({ checks: 0, ageSeconds: 0, windowSeconds });
    ageSeconds <= endSeconds;
    ageSeconds += pauseSeconds({ checks: instants.length, ageSeconds, windowSeconds })
  )
    instants.push(ageSeconds);
  return instants;
}

it('asks at once while somebody watches, by ten seconds while the prompt is out, then ever more seldom', () => {
  expect(instantsUntil(60)).toEqual([2, 5, 10, 18, 28, 38, 48, 58]);
  expect(pauseSeconds({ checks: 50, ageSeconds: 400, windowSeconds })).toBe(60);
  expect(pauseSeconds({ checks: 500, ageSeconds: 23 * 3_600, windowSeconds })).toBe(300);
  expect(pauseSeconds({ checks: 900, ageSeconds: 24 * 3_600, windowSeconds })).toBe(3_600);
});

it('always asks again, and costs less than four hundred queries in the first day', () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(10 ** 8), (checks, ageSeconds) => {
      const pause = pauseSeconds({ checks, ageSeconds, windowSeconds });
      expect(pause).toBeGreaterThanOrEqual(2);
      expect(pause).toBeLessThanOrEqual(3_600);
    }),
  );
  expect(instantsUntil(24 * 3_600).length).toBeLessThan(400);
});

it('believes that a request has not arrived two minutes after it was sent, not sooner', () => {
  const sentAt = new Date('2026-05-01T08:00:00Z');
  expect(mayStillArrive(sentAt, secondsAfter(sentAt, 119))).toBe(true);
  expect(mayStillArrive(sentAt, secondsAfter(sentAt, 120))).toBe(false);
  expect(mayStillArrive(null, sentAt)).toBe(false);
});
