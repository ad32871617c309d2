import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@safiri/client';
import {
  asksByPhone,
  createAttempt,
  giveUpAttempt,
  listAttempts,
  releaseOrder,
  type Attempt,
  type Order,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { holdAndCheckOut, insist, must, newGuest } from '../product/buyer.ts';
import { holdEnds } from '../product/time-passes.ts';
import { again } from './again.ts';
import { cancelSeats } from './cancelling.ts';
import { networks } from './networks.ts';
import { openPage } from './pages.ts';
import type { Payer, Purchase } from './story.ts';
import type { World } from './world.ts';

/** Seats tried before a buyer goes home. */
const mostSeatsTried = 5;
/** How long a buyer looks at the page before they put the phone away. */
const looks = 20;
const lookMilliseconds = 250;

/** One buyer, from the search to the last payer, as honest clients do it: every call is repeated until it is answered. */
export async function purchase(world: World, wish: Purchase, index: number): Promise<void> {
  const client = await newGuest(world.product.address);
  const order = await seated(world, client, { wish, index });
  if (order === undefined) return;
  const { orderId } = order;
  for (const payer of wish.payers) {
    const attempt = await begin(client, { orderId, payer, times: wish.course === 'repeated' ? 4 : 1 });
    if (attempt === undefined) return;
    if (wish.course === 'released') await insist(() => client(releaseOrder, { params: { orderId } }));
    if (wish.course === 'hold-ends')
      await again(async () => await holdEnds(await world.product.databaseUrl(), orderId));
    if (!asksByPhone(payer.method)) await payOnPage(client, attempt, payer);
    const status = await lookedAt(client, attempt);
    if (status === 'succeeded' && wish.course.endsWith('-cancelled'))
      await cancelSeats(client, order, wish.course === 'all-cancelled' ? order.claims.length : 1);
    if (status !== 'failed') return;
  }
}

async function seated(
  world: World,
  client: Client,
  { wish, index }: { wish: Purchase; index: number },
): Promise<Order | undefined> {
  const offers = world.offers[wish.network];
  for (let tried = 0; tried < mostSeatsTried; tried += 1) {
    const offer = offers[(wish.trip + tried) % offers.length];
    if (offer === undefined) throw new Error(`nothing is sold in ${networks[wish.network].currency}`);
    const first = 1 + ((wish.seat + 3 * tried) % (offer.capacity - 1));
    const seats = wish.seats === 2 ? [first, first + 1] : [first];
    try {
      const order = await holdAndCheckOut(client, { offer, seats, phone: `+25078${1_000_000 + index}` });
      if (order !== undefined) return order;
    } catch (error) {
      // The trip was cancelled meanwhile; all else is a fault of ours.
      if (!(error instanceof Error) || !/^(NOT_FOUND|TRIP_NOT_ON_SALE|HOLD_EXPIRED|ORDER_NOT_HELD)/.test(error.message))
        throw error;
    }
  }
  return undefined;
}

/** Asks for the money, `times` at once under one key; undefined when that is refused, as it is once the order is paid or gone. */
async function begin(
  client: Client,
  { orderId, payer, times }: { orderId: string; payer: Payer; times: number },
): Promise<Attempt | undefined> {
  const idempotencyKey = newId();
  const body = { orderId, method: payer.method, ...('phone' in payer ? { payerPhone: payer.phone } : {}) };
  const answers = await Promise.all(
    Array.from({ length: times }, async () => await insist(() => client(createAttempt, { idempotencyKey, body }))),
  );
  const [first] = answers;
  if (first === undefined) throw new Error('nobody asked');
  const ids = new Set(answers.map((answer) => (answer.ok ? answer.value.attemptId : answer.code)));
  if (ids.size > 1) throw new Error(`one key was answered with ${[...ids].join(' and ')}`);
  if (first.ok) return first.value;
  if (['ORDER_NOT_OPEN', 'PAYMENT_IN_PROGRESS', 'NOT_FOUND'].includes(first.code)) return undefined;
  throw new Error(`${first.code}: ${first.detail}`);
}

async function payOnPage(client: Client, attempt: Attempt, payer: Payer): Promise<void> {
  if (!('onPage' in payer) || payer.onPage === 'leaves') return;
  const { attemptId, orderId } = attempt;
  let address = attempt.approveUrl;
  for (let look = 0; look < looks && address === null; look += 1) {
    await wait(lookMilliseconds);
    const now = await find(client, attempt);
    if (now?.status === 'failed') return;
    address = now?.approveUrl ?? null;
  }
  if (address !== null && payer.onPage !== 'gives-up') await openPage(address, payer);
  if (payer.onPage !== 'pays') await insist(() => client(giveUpAttempt, { params: { orderId, attemptId }, body: {} }));
}

/** What a buyer sees who looks for some seconds. */
async function lookedAt(client: Client, attempt: Attempt): Promise<Attempt['status']> {
  for (let look = 0; look < looks; look += 1) {
    const status = (await find(client, attempt))?.status ?? 'unknown';
    if (status === 'succeeded' || status === 'failed') return status;
    await wait(lookMilliseconds);
  }
  return 'pending';
}

async function find(client: Client, { orderId, attemptId }: Attempt): Promise<Attempt | undefined> {
  const { attempts } = await must(() => client(listAttempts, { params: { orderId } }));
  return attempts.find((each) => each.attemptId === attemptId);
}
