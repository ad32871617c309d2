import { setTimeout as wait } from 'node:timers/promises';
import { createClient, type Client } from '@safiri/client';
import { createGuest, type TripOffer } from '@safiri/contracts';
import { addDays } from '@safiri/kernel';
import { holdAndCheckOut, must, newGuest, offersBetween, pay, untilSettled } from './buyer.ts';
import { tomorrow } from './days.ts';

/** A purchase that came to its end, by a clock that only counts. */
export type Purchase = { readonly begunAt: number; readonly endedAt: number; readonly orderId: string };

export type SteadyPurchases = {
  readonly purchases: readonly Purchase[];
  /** Requests that were answered by nobody or with 5xx: what was asked, and what came. Each was repeated, and counts each time. */
  readonly failures: readonly string[];
  readonly requests: () => number;
  /** The first purchase that was begun after an instant and has its tickets. */
  boughtSince(instant: number): Promise<Purchase>;
  stop(): Promise<void>;
};

/** Wallets that behave, each in a way of their own (simulators/momo/README.md). */
const payers = ['+250788000000', '+250788000000', '+250788000001', '+250788000005'];

/** Steady, and not as fast as they can: two cores have other work too. */
const thinkingMilliseconds = 500;

/** Buyers who buy one seat after another until they are stopped, and repeat every call that is not answered. */
export async function buySteadily(address: string, buyers: number): Promise<SteadyPurchases> {
  const offers = await manyOffers(address);

  const purchases: Purchase[] = [];
  const counting = countingFetch();
  let isOver = false;
  let taken = 0;
  const waiting = new Set<() => void>();
  const clientOf = (accessToken?: string): Client =>
    createClient({ baseUrl: address, accessToken, fetch: counting.fetch, timeoutMilliseconds: 20_000 });
  const buyOne = async (number: number): Promise<void> => {
    const offer = offers[number % offers.length];
    const seat = 1 + Math.floor(number / offers.length);
    if (offer === undefined || seat > offer.capacity)
      throw new Error('every seat is sold: take fewer buyers, or more buses');
    const begunAt = performance.now();
    const { accessToken } = await must(() => clientOf()(createGuest, {}));
    const client = clientOf(accessToken);
    const order = await holdAndCheckOut(client, { offer, seats: [seat], phone: `+25078${7_000_000 + number}` });
    // Somebody else had it: the next one, then.
    if (order === undefined) return;
    await pay(client, order.orderId, payers[number % payers.length] ?? '');
    const settled = await untilSettled(client, order.orderId);
    // The wallet may have refused, while nobody heard that it was asked in time.
    if (settled.order.status !== 'confirmed') return;
    purchases.push({ begunAt, endedAt: performance.now(), orderId: order.orderId });
    for (const look of waiting) look();
  };
  const working = Array.from({ length: buyers }, async () => {
    while (!isOver) {
      taken += 1;
      await buyOne(taken - 1);
      await wait(thinkingMilliseconds);
    }
  });
  const ended = Promise.all(working);
  ended.catch(() => undefined);
  return {
    purchases,
    failures: counting.failures,
    requests: () => counting.requests(),
    boughtSince: async (instant) => {
      const { promise, resolve } = Promise.withResolvers<Purchase>();
      const look = (): void => {
        const found = purchases.find(({ begunAt }) => begunAt >= instant);
        if (found !== undefined) resolve(found);
      };
      waiting.add(look);
      try {
        return await Promise.race([promise, ended.then(() => promise)]);
      } finally {
        waiting.delete(look);
      }
    },
    stop: async () => {
      isOver = true;
      await ended;
    },
  };
}

/** Some two thousand seats. */
async function manyOffers(address: string): Promise<readonly TripOffer[]> {
  const guest = await newGuest(address);
  const days = [tomorrow, addDays(tomorrow, 1)];
  const towns = [
    ['Kigali', 'Huye'],
    ['Huye', 'Kigali'],
    ['Kigali', 'Musanze'],
  ] as const;
  const offers = await Promise.all(
    days.flatMap((date) => towns.map(async ([from, to]) => await offersBetween(guest, { from, to, date }))),
  );
  return offers.flat();
}

type Counting = {
  readonly fetch: typeof fetch;
  readonly failures: readonly string[];
  readonly requests: () => number;
};

function countingFetch(): Counting {
  const failures: string[] = [];
  let requests = 0;
  const counted: typeof fetch = async (input, init) => {
    requests += 1;
    const address = input instanceof Request ? input.url : input.toString();
    const what = `${init?.method ?? 'GET'} ${new URL(address).pathname.replace(/[0-9a-f-]{36}/g, 'ID')}`;
    try {
      const response = await fetch(input, init).catch(async (error: unknown) => {
        if (!wasKeptAndClosed(error)) throw error;
        return await fetch(input, init);
      });
      if (response.status >= 500) failures.push(`${what}: ${response.status}`);
      return response;
    } catch (error) {
      failures.push(`${what}: ${error instanceof Error ? `${error.message} ${String(error.cause)}` : String(error)}`);
      throw error;
    }
  };
  return { fetch: counted, failures, requests: () => requests };
}

/** Nginx closes kept connections when it is reloaded, one in some thousand just as it is used again: browsers then ask once more. */
function wasKeptAndClosed(error: unknown): boolean {
  return error instanceof Error && String(error.cause).includes('other side closed');
}
