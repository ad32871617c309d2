import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { createAttempt } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { createClient, openTestbed, type Client, type Testbed } from '@safiri/testkit';
import type { CompanySimulator } from './company-simulator.ts';
import { startMomoSimulator } from './momo-simulator.ts';
import type { ServeRequest, Serving } from './serve-payment.ts';
import { standInForTicketing, type Order } from './ticketing-stand-in.ts';

/** Two processes of the service on one database, and the payers' clients of both. */
const program = fileURLToPath(new URL('serve-payment.ts', import.meta.url));
const repeats = 100;
const payerCount = 10;
const approves = '+250788000000';
/** Longer than the first checks of an attempt, which come after two, three and five seconds. */
const patience = { timeout: 30_000, interval: 250 };

let bed: Testbed;
let momo: CompanySimulator;
let processes: Serving[];
const orders = Array.from({ length: payerCount }, () => standInForTicketing().order());
const payers = orders.map(() => newId());
const ending: (() => void)[] = [];

beforeAll(async () => {
  momo = await startMomoSimulator();
  bed = await openTestbed({ service: 'payment', postgres: inject('postgres') });
  const { connectionString } = bed.deps.db;
  const request: ServeRequest = { connectionString, momoAddress: momo.address, orders, payers };
  processes = await Promise.all([start(request), start(request)]);
});
afterAll(async () => {
  for (const end of ending) end();
  await bed.close();
  await momo.stop();
});

it('a hundred requests with one key at two processes make one attempt and one charge', async () => {
  const [order, key] = [orderOf(0), newId()];
  const answers = await Promise.all(
    Array.from({ length: repeats }, async (_request, index) => await answered(clientOf(index % 2, 0), order, key)),
  );
  expect(new Set(answers).size).toBe(1);
  await expectOneCharge(order);
});

it('requests with keys of their own, at two processes at once, make one attempt an order, and its charge alone', async () => {
  const rest = orders.slice(1);
  const answers = await Promise.all(
    rest.flatMap((order, nth) =>
      Array.from({ length: 10 }, async (_request, index) => ({
        order,
        answer: await answered(clientOf(index % 2, nth + 1), order, newId()),
      })),
    ),
  );
  for (const order of rest) {
    const ids = answers.flatMap((each) => (each.order === order ? [each.answer] : []));
    const made = new Set(ids.filter((answer) => !['PAYMENT_IN_PROGRESS', 'ORDER_NOT_OPEN'].includes(answer)));
    expect(made.size, ids.join()).toBe(1);
    await expectOneCharge(order);
  }
});

/** The company's own books, and one piece of news when both processes' jobs have asked. */
async function expectOneCharge({ orderId, reference }: Order): Promise<void> {
  const told = async () =>
    (await bed.outbox()).filter(
      ({ type, payload }) => type === 'payment-succeeded' && JSON.stringify(payload).includes(orderId),
    );
  await expect.poll(told, patience).toHaveLength(1);
  expect((await momo.charges(reference)).map(({ status }) => status)).toEqual(['SUCCESSFUL']);
}

/** As a client repeats that was told to, or heard nothing: the attempt's id, or why there is none. */
async function answered(client: Client, { orderId }: Order, idempotencyKey: string): Promise<string> {
  const body = { orderId, method: 'mtn-momo' as const, payerPhone: approves };
  for (let tries = 1; ; tries += 1) {
    const answer = await client(createAttempt, { body, idempotencyKey });
    if (answer.ok) return answer.value.attemptId;
    if (!['REQUEST_IN_FLIGHT', 'UNAVAILABLE', 'NO_ANSWER'].includes(answer.code) || tries === 10) return answer.code;
  }
}

function clientOf(nth: number, payer: number): Client {
  const serving = processes[nth];
  if (serving === undefined) throw new Error('there are two processes');
  return createClient({ baseUrl: serving.origin, accessToken: serving.tokens[payer] });
}

function orderOf(nth: number): Order {
  const order = orders[nth];
  if (order === undefined) throw new Error('there is no such order');
  return order;
}

async function start(request: ServeRequest): Promise<Serving> {
  const child = spawn(process.execPath, [program, JSON.stringify(request)], { stdio: ['pipe', 'pipe', 'inherit'] });
  ending.push(() => child.stdin.end());
  for await (const said of createInterface({ input: child.stdout })) return JSON.parse(said) as Serving;
  throw new Error('the process ended before it listened');
}
