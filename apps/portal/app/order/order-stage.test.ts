import { expect, test } from 'vitest';
import type { Attempt, Order } from '@safiri/contracts';
import { orderStage } from './order-stage.ts';

const attempt = (status: Attempt['status'], more: Partial<Attempt> = {}) => ({
  attemptId: '0190f3c1-0000-7000-8000-000000000001',
  method: 'mtn-momo' as const,
  approveUrl: null,
  status,
  reason: null,
  refund: null,
  payerPhone: '+250788000001',
  ...more,
});
const order = (status: Order['status'], link: string | null = null) => ({ status, link });
const refundOf = (status: 'pending' | 'succeeded' | 'failed') => ({
  status,
  amount: { amountMinor: 5000, currency: 'RWF' },
});

test('a hold asks for passengers, an opened payment for money', () => {
  expect(orderStage({ order: order('held'), isOver: false, attempts: [] })).toEqual({ kind: 'passengers' });
  expect(orderStage({ order: order('checkout'), isOver: false, attempts: [] })).toEqual({
    kind: 'payment',
    declined: undefined,
  });
});

test('a declined payment can be tried again at once and says why', () => {
  expect(
    orderStage({ order: order('checkout'), isOver: false, attempts: [attempt('failed', { reason: 'declined' })] }),
  ).toEqual({ kind: 'payment', declined: { reason: 'declined', isByPhone: true } });
});

test.each(['created', 'pending', 'unknown'] as const)(
  'an attempt that is %s is waited for, whatever the clock and older attempts say',
  (status) => {
    for (const isOver of [false, true]) {
      for (const orderStatus of ['checkout', 'expired', 'released'] as const) {
        const stage = orderStage({
          order: order(orderStatus),
          isOver,
          attempts: [attempt('failed', { reason: 'declined' }), attempt(status)],
        });
        expect(stage).toMatchObject({ kind: 'waiting', answer: status === 'unknown' ? 'unknown' : 'asked' });
      }
    }
  },
);

test('paid and not yet confirmed is waited for too', () => {
  expect(orderStage({ order: order('checkout'), isOver: true, attempts: [attempt('succeeded')] })).toMatchObject({
    kind: 'waiting',
    answer: 'paid',
  });
});

test('money without seats tells how its way back goes', () => {
  expect(orderStage({ order: order('unallocated'), isOver: true, attempts: [attempt('succeeded')] })).toEqual({
    kind: 'unallocated',
    refund: 'pending',
  });
  expect(
    orderStage({
      order: order('unallocated'),
      isOver: true,
      attempts: [attempt('succeeded', { refund: refundOf('succeeded') })],
    }),
  ).toEqual({ kind: 'unallocated', refund: 'succeeded' });
});

test('a confirmed order is confirmed even when a second payment is on its way back', () => {
  expect(orderStage({ order: order('confirmed', 'abc'), isOver: true, attempts: [attempt('pending')] })).toEqual({
    kind: 'confirmed',
    link: 'abc',
  });
});

test('a hold whose time is over has ended, also before anybody wrote it down', () => {
  expect(orderStage({ order: order('held'), isOver: true, attempts: [] })).toEqual({
    kind: 'ended',
    why: 'expired',
    refund: undefined,
  });
  expect(orderStage({ order: order('released'), isOver: false, attempts: [] })).toEqual({
    kind: 'ended',
    why: 'released',
    refund: undefined,
  });
});
