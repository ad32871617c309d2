import { expect, test } from 'vitest';
import type { Visit } from '../visit/visit.server.ts';
import { createClient } from '@safiri/client';
import { openSession } from '../visit/session.server.ts';
import { createWriting } from '../messages/writing.server.ts';
import { holdJourneys, type HoldOutcome } from './hold.server.ts';

const choice = { tripId: 7, from: 0, to: 2, seats: [1, 2], alone: false };

/** What becomes of a hold that the API refuses like this. */
async function outcomeOf(status: number, problem: Record<string, unknown>): Promise<HoldOutcome> {
  const headers = { cookie: 'safiri_session=a.b.c; safiri_device=0190c0de-0000-7000-8000-000000000000' };
  const visit: Visit = {
    requestId: 'request',
    locale: 'en',
    writing: createWriting('en'),
    session: openSession(new Request('http://portal.example/', { headers })),
    api: createClient({
      baseUrl: 'http://api.example',
      fetch: async () => Response.json({ type: '', title: '', status, ...problem }, { status }),
    }),
    showSolution: () => undefined,
    permissions: async () => new Set(),
  };
  return await holdJourneys(visit, 'key', [choice]);
}

test.each([
  ['OVERLOADED', 503, 'refusal.overloaded'],
  ['REQUEST_IN_FLIGHT', 409, 'refusal.in-flight'],
])('%s is asked again under the same key after the time it names, within bounds', async (code, status, message) => {
  const after = async (retryAfter?: number) => await outcomeOf(status, { code, ...(retryAfter && { retryAfter }) });
  expect(await after(3)).toEqual({ kind: 'refused', message, sameKey: true, retryAfterSeconds: 3 });
  expect([await after(), await after(0.2), await after(3_600)]).toMatchObject([
    { retryAfterSeconds: 1 },
    { retryAfterSeconds: 1 },
    { retryAfterSeconds: 30 },
  ]);
});

test('seats that were lost come with those that can be had instead, as far as they can be read', async () => {
  const alternatives = [{ tripId: 7, seats: [3, 4] }, { tripId: 7, seats: [] }, { tripId: 'x', seats: [1] }, null];
  expect(await outcomeOf(409, { code: 'SEATS_TAKEN', alternatives })).toEqual({
    kind: 'lost',
    alternatives: [{ tripId: 7, seats: [3, 4] }],
  });
  expect(await outcomeOf(409, { code: 'SEATS_TAKEN' })).toEqual({ kind: 'lost', alternatives: [] });
});

test('a full trip is named, and what does not pass by itself is not asked again', async () => {
  expect(await outcomeOf(409, { code: 'TRIP_FULL', tripId: 7 })).toEqual({ kind: 'full', tripId: 7 });
  expect(await outcomeOf(409, { code: 'TRIP_DEPARTED' })).toEqual({
    kind: 'refused',
    message: 'refusal.trip-departed',
    sameKey: false,
    retryAfterSeconds: undefined,
  });
});
