import { once } from 'node:events';
import { createServer } from 'node:http';
import { expect, inject } from 'vitest';
import { createAttempt, listAttempts, type Attempt, type getPayableOrder, type OutputOf } from '@safiri/contracts';
import { newId, type Money } from '@safiri/kernel';
import type { CallPeer, Service } from '@safiri/runtime';
import { openTestbed, type Client, type Testbed } from '@safiri/testkit';
import type { Ctx } from '../src/context.ts';
import { createPayment, type PaymentConfig } from '../src/index.ts';
import { openProviders } from '../src/providers/open-providers.ts';
import { momoCredentials, startMomoSimulator, type MomoSimulator } from './momo-simulator.ts';

export type Order = { readonly orderId: string; readonly reference: string; readonly total: Money; open: boolean };
export type Passenger = { readonly id: string; readonly client: Client };

/** A payment service with a simulated MTN on one side and a stand-in for ticketing on the other. */
export type PayDesk = {
  readonly bed: Testbed;
  readonly payment: Service;
  readonly momo: MomoSimulator;
  readonly served: Awaited<ReturnType<Testbed['serve']>>;
  /** For calling the steps of a use case one by one. */
  readonly ctx: Ctx;
  /** What ticketing answers about orders; without an answer while `silent`. */
  readonly ticketing: { silent: boolean; asked: number };
  readonly callbacks: { readonly heard: { readonly method: string; readonly path: string; readonly status: number }[] };
  order(total?: Money): Order;
  passenger(): Promise<Passenger>;
  /** Pays an order; the answer is as the client gets it. */
  pay(payment: { order: Order; phone: string; by: Passenger; key?: string }): ReturnType<typeof payOrder>;
  /** Pays a new order of a new passenger; answers the attempt as it was answered first. */
  started(phone: string, total?: Money): Promise<{ order: Order; by: Passenger; attempt: Attempt }>;
  /** The newest attempt of an order as its payer sees it. */
  seen(order: Order, by: Passenger): Promise<Attempt | undefined>;
  /** Lets callbacks arrive and the jobs do what is due. */
  settle(): Promise<void>;
  /** Lets time pass here and at MTN, then settles. */
  pass(seconds: number): Promise<void>;
  news(orderId: string): Promise<readonly { readonly type: string; readonly version: number; readonly payload: unknown }[]>;
  close(): Promise<void>;
};

export const callbackSecret = 'secret-of-callbacks-0123456789';

export async function openPayDesk(changes: { readonly momo?: Partial<NonNullable<PaymentConfig['momo']>>; readonly callbacks?: boolean } = {}): Promise<PayDesk> {
  const momo = await startMomoSimulator();
  const orders = new Map<string, Order>();
  const ticketing = { silent: false, asked: 0 };
  const bed = await openTestbed({ service: 'payment', postgres: inject('postgres'), callPeer: standInForTicketing(orders, ticketing) });
  const door = await openCallbackDoor();
  const config: PaymentConfig = {
    callbackSecret,
    momo: {
      ...momoCredentials,
      baseUrl: momo.address,
      callbackBaseUrl: changes.callbacks === false ? undefined : door.address,
      timeoutMilliseconds: 2_000,
      ...changes.momo,
    },
  };
  const payment = createPayment({ ...bed.deps, config });
  const served = await bed.serve(payment);
  door.lead(async (request) => (await served.app.inject({ ...request, headers: { 'content-type': 'application/json' } })).statusCode);
  const ctx: Ctx = { ...bed.deps, config, providers: openProviders(config, bed.deps) };

  const settle = async (): Promise<void> => {
    await momo.quiet();
    for (const job of payment.jobs.filter((each) => each.name.endsWith('-checks'))) while (await job.run());
    await momo.quiet();
  };
  const passenger = async (): Promise<Passenger> => {
    const id = newId();
    return { id, client: served.as(await bed.tokens.guest(id)) };
  };
  const order = (total: Money = { amountMinor: 5000, currency: 'RWF' }): Order => {
    const made: Order = { orderId: newId(), reference: `SF${newId().slice(-10).toUpperCase()}`, total, open: true };
    orders.set(made.orderId, made);
    return made;
  };
  return {
    bed, payment, momo, served, ctx, ticketing, callbacks: door, order, passenger, settle,
    pay: payOrder,
    started: async (phone, total) => {
      const [made, by] = [order(total), await passenger()];
      const answer = await payOrder({ order: made, phone, by });
      expect(answer).toMatchObject({ ok: true });
      if (!answer.ok) throw new Error(answer.code);
      return { order: made, by, attempt: answer.value };
    },
    seen: async (made, by) => {
      const answer = await by.client(listAttempts, { params: { orderId: made.orderId } });
      return answer.ok ? answer.value.attempts[0] : undefined;
    },
    pass: async (seconds) => {
      bed.deps.clock.advanceSeconds(seconds);
      await momo.advance(seconds);
      await settle();
    },
    news: async (orderId) => (await bed.outbox()).filter(({ payload }) => JSON.stringify(payload).includes(orderId)),
    close: async () => {
      door.close();
      await bed.close();
      await momo.stop();
    },
  };
}

async function payOrder({ order, phone, by, key = newId() }: { order: Order; phone: string; by: Passenger; key?: string }) {
  return await by.client(createAttempt, { body: { orderId: order.orderId, method: 'mtn-momo', payerPhone: phone }, idempotencyKey: key });
}

function standInForTicketing(orders: ReadonlyMap<string, Order>, mood: { silent: boolean; asked: number }): CallPeer {
  return async (operation, input) => {
    mood.asked += 1;
    if (mood.silent || operation.id !== 'getPayableOrder') return { ok: false, code: 'NO_ANSWER', detail: 'silent' };
    const order = orders.get((input.params as { orderId: string }).orderId);
    if (order === undefined) return { ok: false, code: 'NOT_FOUND', detail: 'no such order' };
    if (!order.open) return { ok: false, code: 'ORDER_NOT_OPEN', detail: 'closed' } as never;
    const value: OutputOf<typeof getPayableOrder> = {
      orderId: order.orderId, ownerId: (input.query as { payer: string }).payer, reference: order.reference, total: order.total, payUntil: '2099-01-01T00:00:00.000Z', companyIds: [],
    };
    return { ok: true, value } as never;
  };
}

type Passed = { readonly method: 'PUT' | 'POST'; readonly url: string; readonly payload: string };

/** The address that MTN calls: known before the service listens, and led to it then. */
async function openCallbackDoor() {
  const heard: { method: string; path: string; status: number }[] = [];
  let handOn = async (_request: Passed): Promise<number> => 503;
  const server = createServer((request, response) => {
    let payload = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (payload += chunk));
    request.on('end', () => {
      const method = request.method === 'POST' ? 'POST' : 'PUT';
      void handOn({ method, url: request.url ?? '/', payload }).then((status) => {
        heard.push({ method, path: request.url ?? '/', status });
        response.writeHead(status).end();
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return {
    heard,
    address: `http://localhost:${port}`,
    lead: (to: typeof handOn) => {
      handOn = to;
    },
    close: () => server.close(),
  };
}
