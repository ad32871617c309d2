import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failureReasons } from '../payment-provider.ts';
import { randomUUID } from 'node:crypto';
import { openCounter, type Counter, type ProviderWorld } from './provider-counter.ts';

/** What every driver of the port promises. The use cases are written against this and nothing else. */
export function provesToBeAPaymentProvider(name: string, open: () => Promise<ProviderWorld>): void {
  describe(`${name} as a payment provider`, () => {
    let world: ProviderWorld;
    beforeAll(async () => {
      world = await open();
    });
    afterAll(async () => await world.close());
    it.each([...promises])('%s', async (_promise, prove) => await prove(openCounter(world)));
  });
}

const accepted = { kind: 'accepted' };
const unknown = { kind: 'unknown' };
const succeeded = { kind: 'succeeded' };
const notFound = { kind: 'not-found' };

const promises: readonly (readonly [string, (counter: Counter) => Promise<void>])[] = [
  [
    'an approved payment succeeds with its own amount, in every currency',
    async ({ world, ...counter }) => {
      for (const amount of world.amounts) {
        const payment = counter.aPayment(amount);
        const { orderReference } = payment;
        expect(await counter.request(payment, world.payers.approves)).toEqual(accepted);
        const transactionId: unknown = expect.stringMatching(/./);
        expect(await counter.stateOf(payment)).toEqual({ ...succeeded, transactionId, amount, orderReference });
        expect((await world.moved(orderReference)).paidMinor).toBe(amount.amountMinor);
      }
    },
  ],
  [
    'every success has a transaction id of its own',
    async (counter) => {
      const payments = [await counter.paid(), await counter.paid()];
      const states = await Promise.all(payments.map(async (payment) => await counter.stateOf(payment)));
      expect(new Set(states.map((state) => state.kind === 'succeeded' && state.transactionId)).size).toBe(2);
    },
  ],
  [
    'a request that nobody answers is pending',
    async ({ world, ...counter }) => {
      const payment = counter.aPayment();
      await counter.request(payment, world.payers.silent);
      expect(await counter.stateOf(payment)).toEqual({ kind: 'pending' });
    },
  ],
  [
    'a declined payment has failed, in a word of the contract',
    async ({ world, ...counter }) => {
      const payment = counter.aPayment();
      await counter.request(payment, world.payers.declines);
      const state = await counter.stateOf(payment);
      expect(state).toMatchObject({ kind: 'failed', reason: 'declined' });
      expect(failureReasons).toContain(state.kind === 'failed' && state.reason);
    },
  ],
  [
    'a reference is taken once, however often it is sent',
    async ({ world, ...counter }) => {
      const payment = counter.aPayment();
      const five = Array.from({ length: 5 }, () => payment);
      const outcomes = await Promise.all(five.map(async (each) => await counter.request(each, world.payers.approves)));
      expect(outcomes).toEqual(five.map(() => accepted));
      expect(await counter.stateOf(payment)).toMatchObject(succeeded);
      expect((await world.moved(payment.orderReference)).paidMinor).toBe(payment.amount.amountMinor);
    },
  ],
  [
    'a reference that was never sent is not found',
    async ({ world }) => {
      expect(await world.provider.queryPayment(randomUUID())).toEqual(notFound);
      expect(await world.provider.queryRefund(randomUUID())).toEqual(notFound);
    },
  ],
  [
    'a lost request is unknown, then not found, and may be sent again',
    async ({ world, ...counter }) => {
      const payment = counter.aPayment();
      await world.nextPayment('lost');
      expect(await counter.request(payment, world.payers.approves)).toMatchObject(unknown);
      expect(await counter.stateOf(payment)).toEqual(notFound);
      expect(await counter.request(payment, world.payers.approves)).toEqual(accepted);
      expect(await counter.stateOf(payment)).toMatchObject(succeeded);
    },
  ],
  [
    'a request that was taken but not answered is unknown, then found',
    async ({ world, ...counter }) => {
      const payment = counter.aPayment();
      await world.nextPayment('taken-but-not-answered');
      expect(await counter.request(payment, world.payers.approves)).toMatchObject(unknown);
      expect(await counter.stateOf(payment)).toMatchObject(succeeded);
      expect(await counter.request(payment, world.payers.approves)).toEqual(accepted);
      expect((await world.moved(payment.orderReference)).paidMinor).toBe(payment.amount.amountMinor);
    },
  ],
  [
    'a refused request moves nothing and is not found',
    async ({ world, ...counter }) => {
      const payment = counter.aPayment();
      await world.nextPayment('refused');
      expect(await counter.request(payment, world.payers.approves)).toMatchObject({ kind: 'refused' });
      expect(await counter.stateOf(payment)).toEqual(notFound);
      expect((await world.moved(payment.orderReference)).paidMinor).toBe(0);
    },
  ],
  [
    'nobody at the other end is unknown, never an error and never an outcome',
    async ({ world, ...counter }) => {
      const payment = counter.aPayment();
      const { unreachable, payers } = world;
      const refund = { ...payment, paymentReference: payment.reference };
      expect(await unreachable.requestPayment({ ...payment, payerPhone: payers.approves })).toMatchObject(unknown);
      expect(await unreachable.queryPayment(payment.reference)).toMatchObject(unknown);
      expect(await unreachable.requestRefund(refund)).toMatchObject(unknown);
      expect(await unreachable.queryRefund(payment.reference)).toMatchObject(unknown);
    },
  ],
  [
    'a refund gives back what it says, once per reference',
    async ({ world, ...counter }) => {
      const payment = await counter.paid();
      const { amount, orderReference } = payment;
      const { outcome, reference } = await counter.refund(payment);
      expect(outcome).toEqual(accepted);
      expect((await counter.refund(payment, reference)).outcome).toEqual(accepted);
      expect(await counter.refundStateOf(reference)).toMatchObject({ ...succeeded, amount, orderReference });
      expect((await world.moved(orderReference)).refundedMinor).toBe(amount.amountMinor);
    },
  ],
  [
    'a refund may be lost, fail, or be found after all; nothing of it moves money twice',
    async ({ world, ...counter }) => {
      const payment = await counter.paid();
      await world.nextRefund('lost');
      const lost = await counter.refund(payment);
      expect(lost.outcome).toMatchObject(unknown);
      expect(await counter.refundStateOf(lost.reference)).toEqual(notFound);
      await world.nextRefund('fails');
      const failed = await counter.refund(payment);
      expect(await counter.refundStateOf(failed.reference)).toMatchObject({ kind: 'failed' });
      await world.nextRefund('taken-but-not-answered');
      const found = await counter.refund(payment);
      expect(found.outcome).toMatchObject(unknown);
      expect(await counter.refundStateOf(found.reference)).toMatchObject(succeeded);
      expect((await world.moved(payment.orderReference)).refundedMinor).toBe(payment.amount.amountMinor);
    },
  ],
];
