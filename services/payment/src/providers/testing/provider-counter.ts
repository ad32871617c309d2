import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { assert, newId, type Money } from '@safiri/kernel';
import type { MoneyState, PaymentProvider, RequestOutcome } from '../payment-provider.ts';

/** What a driver's test brings: the driver, a payment company that a test can turn, and its books. */
export type ProviderWorld = {
  readonly provider: PaymentProvider;
  /** The same driver, with nobody at the other end. */
  readonly unreachable: PaymentProvider;
  /** Numbers of people who approve at once, decline at once, and never look at their phone. */
  readonly payers: { readonly approves: string; readonly declines: string; readonly silent: string };
  /** Amounts that the company takes, with and without a minor unit where it has both. */
  readonly amounts: readonly Money[];
  /** What happens to the next request, whoever is to pay. */
  nextPayment(fate: 'lost' | 'taken-but-not-answered' | 'refused'): Promise<void>;
  nextRefund(fate: 'lost' | 'taken-but-not-answered' | 'fails'): Promise<void>;
  /** Resolves when what the company has decided has happened. */
  settle(): Promise<void>;
  /** What the company's books say that moved for an order, in minor units. */
  moved(orderReference: string): Promise<{ readonly paidMinor: number; readonly refundedMinor: number }>;
  close(): Promise<void>;
};

export type Payment = { readonly reference: string; readonly orderReference: string; readonly amount: Money };
export type Refund = { readonly reference: string; readonly outcome: RequestOutcome };

/** The handful of things that every proof does with a payment company. */
export type Counter = {
  readonly world: ProviderWorld;
  aPayment(amount?: Money): Payment;
  request(payment: Payment, payerPhone: string): Promise<RequestOutcome>;
  stateOf(payment: Payment): Promise<MoneyState>;
  /** A payment that has succeeded. */
  paid(): Promise<Payment>;
  /** Asks for all of a payment back, under a new reference unless one is given. */
  refund(payment: Payment, reference?: string): Promise<Refund>;
  refundStateOf(reference: string): Promise<MoneyState>;
};

export function openCounter(world: ProviderWorld): Counter {
  const { provider } = world;
  const aPayment: Counter['aPayment'] = (amount = world.amounts[0]) => {
    assert(amount !== undefined, 'the world names amounts');
    return { reference: randomUUID(), orderReference: `SF${newId().slice(-8).toUpperCase()}`, amount };
  };
  const request: Counter['request'] = async (payment, payerPhone) =>
    await provider.requestPayment({ ...payment, payerPhone });
  const stateOf: Counter['stateOf'] = async ({ reference }) => {
    await world.settle();
    return await provider.queryPayment(reference);
  };
  return {
    world,
    aPayment,
    request,
    stateOf,
    paid: async () => {
      const payment = aPayment();
      await request(payment, world.payers.approves);
      expect(await stateOf(payment)).toMatchObject({ kind: 'succeeded' });
      return payment;
    },
    refund: async (payment, reference = randomUUID()) => {
      const outcome = await provider.requestRefund({ ...payment, reference, paymentReference: payment.reference });
      return { reference, outcome };
    },
    refundStateOf: async (reference) => {
      await world.settle();
      return await provider.queryRefund(reference);
    },
  };
}
