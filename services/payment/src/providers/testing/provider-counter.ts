import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { assert, newId, systemClock, type Money } from '@safiri/kernel';
import type { MoneyState, Payment, PaymentProvider, Refund, RequestOutcome } from '../payment-provider.ts';

/** What a driver's test brings: the driver, a payment company that a test can turn, and its books. */
export type ProviderWorld = {
  readonly provider: PaymentProvider;
  /** The same driver, with nobody at the other end. */
  readonly unreachable: PaymentProvider;
  /** People who approve at once, decline at once, and never answer. */
  readonly payers: { readonly approves: Payer; readonly declines: Payer; readonly silent: Payer };
  /** Amounts that the company takes, with and without a minor unit where it has both. */
  readonly amounts: readonly Money[];
  /** Whether the company itself takes a reference once. Where it does not, nothing is sent that may have been sent before. */
  readonly takesReferenceOnce: boolean;
  /** What happens to the next request, whoever is to pay. */
  nextPayment(fate: 'lost' | 'taken-but-not-answered' | 'refused'): Promise<void>;
  nextRefund(fate: 'lost' | 'taken-but-not-answered' | 'fails'): Promise<void>;
  /** Resolves when what the company has decided has happened, callbacks included. */
  settle(): Promise<void>;
  /** What callbacks taught of a reference so far; left out where the driver learns nothing from them. */
  taught?(reference: string): Pick<Payment, 'handle' | 'told'> | undefined;
  /** What the company's books say that moved for an order, in minor units. */
  moved(orderReference: string): Promise<{ readonly paidMinor: number; readonly refundedMinor: number }>;
  close(): Promise<void>;
};

export type Payer = {
  /** E.164; null where the method asks nobody's phone. */
  readonly phone: string | null;
  /** What this person does on the page they are sent to; nothing where a prompt finds them. */
  visit(approveUrl: string): Promise<void>;
};

/** Somebody whose phone is asked, and who answers as their number says. */
export function payerByPhone(phone: string): Payer {
  return { phone, visit: async () => undefined };
}

/** A payment that was never asked for. */
export function aPayment(amount: Money): Payment {
  return {
    reference: randomUUID(),
    handle: null,
    told: null,
    orderReference: `SF${newId().slice(-8).toUpperCase()}`,
    payerPhone: null,
    amount,
    returnUrl: 'https://safiri.example/orders/1',
    sentAt: systemClock.now(),
    givenUpAt: null,
  };
}

/** All of a payment to be given back, under a new reference. */
export function aRefund(payment: Refund['payment']): Refund {
  const { orderReference, amount } = payment;
  return { reference: randomUUID(), handle: null, told: null, payment, orderReference, amount, sentAt: null };
}

/** The handful of things that every proof does with a payment company. It keeps what is heard of each, as the use cases do. */
export type Counter = {
  readonly world: ProviderWorld;
  aPayment(amount?: Money): Payment;
  /** Asks for a payment; its payer does their part. */
  request(payment: Payment, payer: Payer): Promise<RequestOutcome>;
  stateOf(payment: Payment): Promise<MoneyState>;
  /** A payment that has succeeded. */
  paid(): Promise<Refund['payment']>;
  /** All of a payment to be given back, under a new reference. */
  aRefund(payment: Refund['payment']): Refund;
  refund(refund: Refund): Promise<RequestOutcome>;
  refundStateOf(refund: Refund): Promise<MoneyState>;
};

export function openCounter(world: ProviderWorld): Counter {
  const { provider } = world;
  const handles = new Map<string, string>();
  const sent = new Set<string>();
  const known = <Kind extends Payment | Refund>(asked: Kind): Kind => {
    const taught = world.taught?.(asked.reference);
    const handle = handles.get(asked.reference) ?? taught?.handle ?? null;
    return { ...asked, handle, told: taught?.told ?? null };
  };
  const learn = (reference: string, outcome: RequestOutcome): void => {
    if (outcome.kind === 'accepted' && outcome.handle !== undefined) handles.set(reference, outcome.handle);
  };
  const counter: Counter = {
    world,
    aPayment: (amount = world.amounts[0]) => {
      assert(amount !== undefined, 'the world names amounts');
      return aPayment(amount);
    },
    request: async (payment, payer) => {
      const outcome = await provider.requestPayment({ ...known(payment), payerPhone: payer.phone });
      learn(payment.reference, outcome);
      if (outcome.kind === 'accepted' && outcome.approveUrl !== undefined) await payer.visit(outcome.approveUrl);
      return outcome;
    },
    stateOf: async (payment) => {
      await world.settle();
      return await provider.queryPayment({ ...known(payment), payerPhone: world.payers.approves.phone });
    },
    paid: async () => {
      const payment = counter.aPayment();
      await counter.request(payment, world.payers.approves);
      const state = await counter.stateOf(payment);
      expect(state).toMatchObject({ kind: 'succeeded' });
      const transactionId = state.kind === 'succeeded' ? state.transactionId : '';
      return { ...known(payment), payerPhone: world.payers.approves.phone, transactionId };
    },
    aRefund,
    refund: async (refund) => {
      sent.add(refund.reference);
      const outcome = await provider.requestRefund({ ...known(refund), sentAt: systemClock.now() });
      learn(refund.reference, outcome);
      return outcome;
    },
    refundStateOf: async (refund) => {
      const look = async (): Promise<MoneyState> => {
        await world.settle();
        const sentAt = sent.has(refund.reference) ? systemClock.now() : null;
        return await provider.queryRefund({ ...known(refund), sentAt });
      };
      // A company that answers by callback has got the question by the first look, and answered it by the second.
      const state = await look();
      return state.kind === 'pending' ? await look() : state;
    },
  };
  return counter;
}
