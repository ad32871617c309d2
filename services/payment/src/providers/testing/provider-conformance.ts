import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '@safiri/kernel';
import { failureReasons } from '../payment-provider.ts';
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
        expect(await counter.request(payment, world.payers.approves)).toMatchObject(accepted);
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
      if (!world.takesReferenceOnce) return;
      const payment = counter.aPayment();
      const five = Array.from({ length: 5 }, () => payment);
      const outcomes = await Promise.all(five.map(async (each) => await counter.request(each, world.payers.approves)));
      expect(outcomes).toMatchObject(five.map(() => accepted));
      expect(await counter.stateOf(payment)).toMatchObject(succeeded);
      expect((await world.moved(payment.orderReference)).paidMinor).toBe(payment.amount.amountMinor);
    },
  ],
  [
    'a refund that was never sent is not found',
    async (counter) => {
      const refund = counter.aRefund(await counter.paid());
      expect(await counter.refundStateOf(refund)).toEqual(notFound);
    },
  ],
  [
    'a lost request is unknown, then not found, and may be sent again',
    async ({ world, ...counter }) => {
      const payment = counter.aPayment();
      await world.nextPayment('lost');
      expect(await counter.request(payment, world.payers.approves)).toMatchObject(unknown);
      expect(await counter.stateOf(payment)).toEqual(notFound);
      expect(await counter.request(payment, world.payers.approves)).toMatchObject(accepted);
      expect(await counter.stateOf(payment)).toMatchObject(succeeded);
    },
  ],
  [
    'a request that was taken but not answered is unknown, then found, or asked for again; it is paid once',
    async ({ world, ...counter }) => {
      const payment = counter.aPayment();
      await world.nextPayment('taken-but-not-answered');
      expect(await counter.request(payment, world.payers.approves)).toMatchObject(unknown);
      if ((await counter.stateOf(payment)).kind === 'not-found' || world.takesReferenceOnce)
        expect(await counter.request(payment, world.payers.approves)).toMatchObject(accepted);
      expect(await counter.stateOf(payment)).toMatchObject(succeeded);
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
      const asked = { ...payment, payerPhone: payers.approves.phone };
      const known = { ...asked, handle: 'A1', transactionId: 'T1' };
      const refund = { ...counter.aRefund(known), handle: 'R1', sentAt: systemClock.now() };
      expect(await unreachable.requestPayment(asked)).toMatchObject(unknown);
      expect(await unreachable.queryPayment(known)).toMatchObject(unknown);
      expect(await unreachable.requestRefund(refund)).toMatchObject(unknown);
      expect(await unreachable.queryRefund(refund)).toMatchObject(unknown);
    },
  ],
  [
    'a refund gives back what it says, once per reference',
    async ({ world, ...counter }) => {
      const payment = await counter.paid();
      const { amount, orderReference } = payment;
      const refund = counter.aRefund(payment);
      expect(await counter.refund(refund)).toMatchObject(accepted);
      if (world.takesReferenceOnce) expect(await counter.refund(refund)).toMatchObject(accepted);
      expect(await counter.refundStateOf(refund)).toMatchObject({ ...succeeded, amount, orderReference });
      expect((await world.moved(orderReference)).refundedMinor).toBe(amount.amountMinor);
    },
  ],
  [
    'a refund may be lost, fail, or be found after all; nothing of it moves money twice',
    async ({ world, ...counter }) => {
      const payment = await counter.paid();
      await world.nextRefund('lost');
      const lost = counter.aRefund(payment);
      expect(await counter.refund(lost)).toMatchObject(unknown);
      expect(await counter.refundStateOf(lost)).toEqual(notFound);
      await world.nextRefund('fails');
      const failed = counter.aRefund(payment);
      const outcome = await counter.refund(failed);
      if (outcome.kind !== 'refused') expect(await counter.refundStateOf(failed)).toMatchObject({ kind: 'failed' });
      await world.nextRefund('taken-but-not-answered');
      const found = counter.aRefund(payment);
      expect(await counter.refund(found)).toMatchObject(unknown);
      if ((await counter.refundStateOf(found)).kind === 'not-found') await counter.refund(found);
      expect(await counter.refundStateOf(found)).toMatchObject(succeeded);
      expect((await world.moved(payment.orderReference)).refundedMinor).toBe(payment.amount.amountMinor);
    },
  ],
];
