import { expect, test } from 'vitest';
import { network } from '../workloads.ts';
import { attemptsOf, type LoadJob } from './load-job.ts';

const job: LoadJob = {
  address: 'http://127.0.0.1:1',
  accessTokens: [],
  tripIds: [1, 2, 3],
  hotAttempts: 0,
  workload: 'spread',
  seconds: 1,
};

test('every attempt is a seat of the coach on one or two legs of the line', () => {
  const next = attemptsOf(job);
  for (let count = 0; count < 5_000; count += 1) {
    const { tripId, seat, from, to } = next() ?? expect.unreachable();
    expect(job.tripIds).toContain(tripId);
    expect(seat >= 1 && seat <= network.seats && from >= 0 && to <= network.legs).toBe(true);
    expect([1, 2]).toContain(to - from);
  }
});

test('opening asks once on every trip, then ends', () => {
  const next = attemptsOf({ ...job, workload: 'opening' });
  expect([next(), next(), next(), next()].map((attempt) => attempt?.tripId)).toEqual([1, 2, 3, undefined]);
});

test('everybody wants the same hot trip until it is nearly full, also where the run before left off', () => {
  const half = network.attemptsPerHotTrip / 2;
  const next = attemptsOf({ ...job, workload: 'hot', tripIds: [101, 102], hotAttempts: half });
  const wanted = Array.from({ length: half + network.attemptsPerHotTrip }, () => next()?.tripId);
  expect(new Set(wanted.slice(0, half))).toEqual(new Set([101]));
  expect(new Set(wanted.slice(half))).toEqual(new Set([102]));
  expect(() => next(), 'an attempt at no trip is no measurement').toThrow('no hot trip left');
});
