import { expect, test } from 'vitest';
import { network } from '../workloads.ts';
import { holdRequests, tripsOf } from './hold-requests.ts';
import type { HoldJob } from './load-job.ts';

const job: HoldJob = {
  kind: 'holds',
  address: 'http://127.0.0.1:1',
  accessTokens: ['a', 'b'],
  tripIds: [1, 2, 3],
  hotAttempts: 0,
  workload: 'spread',
  seconds: 1,
};

test('every attempt is a seat of the coach on one or two legs of the line, with a key of its own and its guest’s token', () => {
  const requests = holdRequests(job);
  const keys = new Set<string>();
  for (let count = 0; count < 300; count += 1) {
    const request = requests.next(count % 2) ?? expect.unreachable();
    const [head, body = ''] = request.split('\r\n\r\n');
    const given: unknown = JSON.parse(body);
    expect(given).toEqual({
      trips: [
        { tripId: expect.any(Number), from: expect.any(Number), to: expect.any(Number), seats: [expect.any(Number)] },
      ],
    });
    const [tripId = 0, from = 0, to = 0, seat = 0] = body.match(/\d+/g)?.map(Number) ?? [];
    expect(job.tripIds).toContain(tripId);
    expect(seat >= 1 && seat <= network.seats && from >= 0 && to <= network.legs).toBe(true);
    expect([1, 2]).toContain(to - from);
    expect(head).toContain(`authorization: Bearer ${count % 2 === 0 ? 'a' : 'b'}\r\n`);
    expect(head).toContain(`content-length: ${body.length}`);
    keys.add(/idempotency-key: (\S+)/.exec(request)?.[1] ?? '');
  }
  expect(keys.size).toBe(300);
});

test('everybody wants the same hot trip until it is nearly full, also where the run before left off', () => {
  const half = network.attemptsPerHotTrip / 2;
  const next = tripsOf({ workload: 'hot', tripIds: [101, 102], hotAttempts: half });
  const wanted = Array.from({ length: half + network.attemptsPerHotTrip }, () => next());
  expect(new Set(wanted.slice(0, half))).toEqual(new Set([101]));
  expect(new Set(wanted.slice(half))).toEqual(new Set([102]));
  expect(next).toThrow('no hot trip left');
});
