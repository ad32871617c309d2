import { expect, inject } from 'vitest';
import { createAttempt, listAttempts, type Attempt } from '@safiri/contracts';
import { newId, type Money } from '@safiri/kernel';
import type { Service } from '@safiri/runtime';
import { openTestbed, type Client, type Testbed } from '@safiri/testkit';
import type { Ctx } from '../src/context.ts';
import { createPayment, type PaymentConfig } from '../src/index.ts';
import type { MomoSettings } from '../src/providers/mtn-momo/momo-settings.ts';
import { openProviders } from '../src/providers/open-providers.ts';
import { openCallbackDoor, type CallbackDoor } from './callback-door.ts';
import type { CompanySimulator } from './company-simulator.ts';
import { momoCredentials, startMomoSimulator } from './momo-simulator.ts';
import { standInForTicketing, type Order, type TicketingStandIn } from './ticketing-stand-in.ts';
import { sealingOfTests } from './sealing-of-tests.ts';

export type { Order } from './ticketing-stand-in.ts';
export type Passenger = { readonly id: string; readonly client: Client };

/** A payment service with a simulated MTN on one side and a stand-in for ticketing on the other. */
type Counter = {
  readonly bed: Testbed;
  readonly payment: Service;
  readonly momo: CompanySimulator;
  readonly served: Awaited<ReturnType<Testbed['serve']>>;
  /** For calling the steps of a use case one by one. */
  readonly ctx: Ctx;
  readonly ticketing: TicketingStandIn;
  readonly callbacks: CallbackDoor;
  close(): Promise<void>;
};

/** The same, with what tests do at it. */
export type PayDesk = Counter & {
  order(total?: Money): Order;
  passenger(): Promise<Passenger>;
  /** Pays an order; the answer is as the client gets it. */
  pay(payment: Payment): ReturnType<typeof payOrder>;
  /** Pays a new order of a new passenger; answers the attempt as it was answered first. */
  started(phone: string, total?: Money): Promise<{ order: Order; by: Passenger; attempt: Attempt }>;
  /** The newest attempt of an order as its payer sees it. */
  seen(order: Order, by: Passenger): Promise<Attempt | undefined>;
  /** Lets callbacks arrive and the jobs do what is due. */
  settle(): Promise<void>;
  /** Lets time pass here and at MTN, then settles. */
  pass(seconds: number): Promise<void>;
  /** News about an order, oldest first. */
  news(
    orderId: string,
  ): Promise<readonly { readonly type: string; readonly version: number; readonly payload: unknown }[]>;
};

type Payment = { readonly order: Order; readonly phone: string; readonly by: Passenger; readonly key?: string };

export type PayDeskOptions = { readonly momo?: Partial<MomoSettings>; readonly callbacks?: boolean };

export const callbackSecret = 'secret-of-callbacks-0123456789';

export async function openPayDesk(options: PayDeskOptions = {}): Promise<PayDesk> {
  const counter = await openCounter(options);
  const { bed, payment, momo, served, ticketing } = counter;
  const settle = async (): Promise<void> => {
    await momo.quiet();
    for (const job of payment.jobs.filter(({ name }) => name.endsWith('-checks'))) while (await job.run());
    await momo.quiet();
  };
  const passenger = async (): Promise<Passenger> => {
    const id = newId();
    return { id, client: served.as(await bed.tokens.guest(id)) };
  };
  return {
    ...counter,
    order: ticketing.order,
    passenger,
    pay: payOrder,
    settle,
    started: async (phone, total) => {
      const [order, by] = [ticketing.order(total), await passenger()];
      const answer = await payOrder({ order, phone, by });
      expect(answer).toMatchObject({ ok: true });
      if (!answer.ok) throw new Error(answer.code);
      return { order, by, attempt: answer.value };
    },
    seen: async ({ orderId }, by) => {
      const answer = await by.client(listAttempts, { params: { orderId } });
      return answer.ok ? answer.value.attempts[0] : undefined;
    },
    pass: async (seconds) => {
      bed.deps.clock.advanceSeconds(seconds);
      await momo.advance(seconds);
      await settle();
    },
    news: async (orderId) => (await bed.outbox()).filter(({ payload }) => JSON.stringify(payload).includes(orderId)),
  };
}

async function openCounter(options: PayDeskOptions): Promise<Counter> {
  const momo = await startMomoSimulator();
  const ticketing = standInForTicketing();
  const bed = await openTestbed({ service: 'payment', postgres: inject('postgres'), callPeer: ticketing.callPeer });
  const callbacks = await openCallbackDoor();
  const config: PaymentConfig = {
    callbackSecret,
    publicUrl: 'https://safiri.example',
    mpesa: undefined,
    paypal: undefined,
    card: undefined,
    commissionBasisPoints: 1_000,
    fourEyesAbove: new Map([['RWF', 10_000]]),
    sealing: sealingOfTests,
    momo: {
      ...momoCredentials,
      baseUrl: momo.address,
      callbackBaseUrl: options.callbacks === false ? undefined : callbacks.address,
      // The product's own. One test waits it out: the number that never gets an HTTP answer.
      timeoutMilliseconds: 4_000,
      ...options.momo,
    },
  };
  const payment = createPayment({ ...bed.deps, config });
  const served = await bed.serve(payment);
  callbacks.lead(async (request) => (await served.app.inject(request)).statusCode);
  const close = async (): Promise<void> => {
    callbacks.close();
    await bed.close();
    await momo.stop();
  };
  const ctx: Ctx = { ...bed.deps, config, providers: openProviders(config, bed.deps) };
  return { bed, payment, momo, served, ctx, ticketing, callbacks, close };
}

async function payOrder({ order, phone, by, key = newId() }: Payment) {
  const body = { orderId: order.orderId, method: 'mtn-momo' as const, payerPhone: phone };
  return await by.client(createAttempt, { body, idempotencyKey: key });
}
