import { expect, inject } from 'vitest';
import { createAttempt, giveUpAttempt, listAttempts, type Attempt, type PaymentMethod } from '@safiri/contracts';
import { newId, type Money } from '@safiri/kernel';
import type { Service } from '@safiri/runtime';
import { openTestbed, type Client, type Testbed } from '@safiri/testkit';
import { createPayment, type PaymentConfig } from '../src/index.ts';
import { openCallbackDoor } from './callback-door.ts';
import type { CompanySimulator } from './company-simulator.ts';
import { callbackSecret } from './pay-desk.ts';
import { standInForTicketing, type Order, type TicketingStandIn } from './ticketing-stand-in.ts';
import { sealingOfTests } from './sealing-of-tests.ts';

/** A payment company on whose page payers approve. */
export type RedirectingCompany = {
  readonly method: PaymentMethod;
  start(callbackUrl: string): Promise<CompanySimulator>;
  config(address: string): Partial<PaymentConfig>;
  readonly callbackPath: string;
  /** What a payer does on the page; answers where it leads. */
  visit(approveUrl: string, payer: string): Promise<string>;
};

export type Started = {
  readonly order: Order;
  readonly by: { readonly id: string; readonly client: Client };
  readonly attempt: Attempt;
};

/** The service, the company and the stand-in, with nothing done yet. */
type Ground = {
  readonly bed: Testbed;
  readonly payment: Service;
  readonly company: CompanySimulator;
  readonly served: Awaited<ReturnType<Testbed['serve']>>;
  readonly ticketing: TicketingStandIn;
  close(): Promise<void>;
};

export type RedirectDesk = Ground & {
  pay(order: Order, by: Started['by'], more?: { readonly payerPhone?: string }): ReturnType<typeof payOrder>;
  /** Pays a new order of a new passenger; answers the attempt as it was answered first. */
  started(total?: Money): Promise<Started>;
  passenger(): Promise<Started['by']>;
  giveUp(started: Started, by?: Started['by']): ReturnType<typeof giveUp>;
  /** The newest attempt as its payer sees it. */
  seen(started: Started): Promise<Attempt | undefined>;
  /** Lets callbacks arrive and the jobs do what is due. */
  settle(): Promise<void>;
  /** Lets time pass here and at the company, then settles. */
  pass(seconds: number): Promise<void>;
  /** Types of news about an order, oldest first. */
  news(order: Order): Promise<readonly string[]>;
};

/** A payment service with one redirecting company on one side and a stand-in for ticketing on the other. */
export async function openRedirectDesk(redirecting: RedirectingCompany): Promise<RedirectDesk> {
  const ground = await openGround(redirecting);
  const { bed, payment, company, served, ticketing } = ground;
  const passenger = async (): Promise<Started['by']> => {
    const id = newId();
    return { id, client: served.as(await bed.tokens.guest(id)) };
  };
  const settle = async (): Promise<void> => {
    await company.quiet();
    for (const job of payment.jobs.filter(({ name }) => name.endsWith('-checks'))) while (await job.run());
    await company.quiet();
  };
  const pay: RedirectDesk['pay'] = async (order, by, more = {}) =>
    await payOrder({ orderId: order.orderId, method: redirecting.method, ...more }, by);
  return {
    ...ground,
    passenger,
    settle,
    pay,
    giveUp,
    started: async (total = { amountMinor: 1_250, currency: 'USD' }) => {
      const [order, by] = [ticketing.order(total), await passenger()];
      const answer = await pay(order, by);
      expect(answer).toMatchObject({ ok: true });
      if (!answer.ok) throw new Error(answer.code);
      return { order, by, attempt: answer.value };
    },
    seen: async ({ order, by }) => {
      const answer = await by.client(listAttempts, { params: { orderId: order.orderId } });
      return answer.ok ? answer.value.attempts[0] : undefined;
    },
    pass: async (seconds) => {
      bed.deps.clock.advanceSeconds(seconds);
      await company.advance(seconds);
      await settle();
    },
    news: async ({ orderId }) =>
      (await bed.outbox()).filter(({ payload }) => JSON.stringify(payload).includes(orderId)).map(({ type }) => type),
  };
}

async function openGround(redirecting: RedirectingCompany): Promise<Ground> {
  const callbacks = await openCallbackDoor();
  const company = await redirecting.start(callbacks.address + redirecting.callbackPath);
  const ticketing = standInForTicketing();
  const bed = await openTestbed({ service: 'payment', postgres: inject('postgres'), callPeer: ticketing.callPeer });
  const config = {
    callbackSecret,
    publicUrl: 'https://safiri.example',
    momo: undefined,
    mpesa: undefined,
    paypal: undefined,
    card: undefined,
    commissionBasisPoints: 1_000,
    fourEyesAbove: new Map([['RWF', 10_000]]),
    sealing: sealingOfTests,
  };
  const payment = createPayment({ ...bed.deps, config: { ...config, ...redirecting.config(company.address) } });
  const served = await bed.serve(payment);
  callbacks.lead(async (request) => (await served.app.inject(request)).statusCode);
  const close = async (): Promise<void> => {
    callbacks.close();
    await bed.close();
    await company.stop();
  };
  return { bed, payment, company, served, ticketing, close };
}

async function giveUp({ order: { orderId }, by, attempt: { attemptId } }: Started, actor = by) {
  return await actor.client(giveUpAttempt, { params: { orderId, attemptId }, body: {} });
}

async function payOrder(
  body: { readonly orderId: string; readonly method: PaymentMethod; readonly payerPhone?: string },
  by: Started['by'],
) {
  return await by.client(createAttempt, { body, idempotencyKey: newId() });
}
