import { expect, it } from 'vitest';
import { itemFor } from '../../tests/open-sale.ts';
import type { HoldAnswer, HoldItem } from './hold-queries.ts';
import { createHoldQueue, type HoldQueue } from './hold-queue.ts';

type Call = readonly HoldItem[];

/** Decides as it is told; notes each call. */
function openQueue(decide: (item: HoldItem) => HoldAnswer, mostInCall = 512): { queue: HoldQueue; calls: Call[] } {
  const calls: Call[] = [];
  const queue = createHoldQueue({
    decideAll: async (items) => {
      calls.push(items);
      return await Promise.resolve(items.map(decide));
    },
    isUndecided: () => false,
    mostInCall,
    mostCalls: 1,
    overlapAfterMilliseconds: 0,
    mostWaiting: 1_000,
  });
  return { queue, calls };
}

const wish = (tripId: number): HoldItem => itemFor([], { wishes: [{ tripId, class: null, accessible: false }] });
const held = { kind: 'held', expiresAt: new Date(0), decidedAt: new Date(0), chosen: new Map() } as const;

it('a wish that met nothing but seats others are about to have is asked again patiently, before any that came later', async () => {
  const { queue, calls } = openQueue(({ patient, wishes }) =>
    wishes.length > 0 && !patient ? { kind: 'wait' } : held,
  );
  const wishes = [wish(1), wish(1)];
  const first = wishes.map(async (item) => await queue.decide(item));
  const later = queue.decide(itemFor([{ tripId: 1, seat: 1, from: 0, to: 1 }]));
  expect((await Promise.all([...first, later])).map((answer) => answer.kind)).toEqual(['held', 'held', 'held']);
  const asked = calls.map((call) => call.map(({ orderId, patient }) => [orderId, patient]));
  expect(asked[1]).toEqual([[wishes[0]?.orderId, true]]);
  expect(asked.flat().filter(([orderId]) => orderId === wishes[1]?.orderId)).toEqual([
    [wishes[1]?.orderId, false],
    [wishes[1]?.orderId, true],
  ]);
});

it('a call has at most 64 wishes and at most 16 patient ones; named seats go with them', async () => {
  const { queue, calls } = openQueue(({ patient }) => (patient ? { kind: 'full', tripId: 1 } : { kind: 'wait' }));
  const answers = await Promise.all(Array.from({ length: 150 }, async () => await queue.decide(wish(1))));
  expect(new Set(answers.map((answer) => answer.kind))).toEqual(new Set(['full']));
  const sizes = (patient: boolean): number[] =>
    calls.filter(([first]) => first?.patient === patient).map((call) => call.length);
  expect(Math.max(...sizes(false))).toBe(64);
  expect(Math.max(...sizes(true))).toBe(16);
  const named = openQueue(() => held);
  const items = Array.from({ length: 300 }, () => itemFor([{ tripId: 1, seat: 1, from: 0, to: 1 }]));
  await Promise.all(items.map(async (item) => await named.queue.decide(item)));
  expect(named.calls.map((call) => call.length)).toEqual([1, 299]);
});

it('a call that takes long, for a locked seat say, does not keep the others waiting', async () => {
  const stuck = Promise.withResolvers<readonly HoldAnswer[]>();
  const sizes: number[] = [];
  const queue = createHoldQueue({
    decideAll: async (items) => {
      sizes.push(items.length);
      return sizes.length === 1 ? await stuck.promise : items.map(() => held);
    },
    isUndecided: () => false,
    mostInCall: 512,
    mostCalls: 2,
    overlapAfterMilliseconds: 20,
    mostWaiting: 1_000,
  });
  const item = itemFor([{ tripId: 1, seat: 1, from: 0, to: 1 }]);
  const first = queue.decide(item);
  const others = await Promise.all([queue.decide(item), queue.decide(item)]);
  expect(others.map((answer) => answer.kind)).toEqual(['held', 'held']);
  expect(sizes).toEqual([1, 2]);
  stuck.resolve([held]);
  expect((await first).kind).toBe('held');
});
