import { setTimeout as wait } from 'node:timers/promises';
import { createGuest, type TripOffer } from '@safiri/contracts';
import { addDays } from '@safiri/kernel';
import { countedVisitors, type CountedVisitors } from './counted-visitors.ts';
import { holdAndCheckOut, must, newGuest, offersBetween, pay, untilSettled } from './buyer.ts';
import { tomorrow } from './days.ts';

/** A purchase that came to its end, by a clock that only counts. */
export type Purchase = { readonly begunAt: number; readonly endedAt: number; readonly orderId: string };

export type SteadyPurchases = Pick<CountedVisitors, 'failures' | 'requests' | 'broken'> & {
  readonly purchases: readonly Purchase[];
  /** The first purchase that was begun after an instant and has its tickets. */
  boughtSince(instant: number): Promise<Purchase>;
  stop(): Promise<void>;
};

/** Wallets that behave, each in a way of their own (simulators/momo/README.md). */
const payers = ['+250788000000', '+250788000000', '+250788000001', '+250788000005'];

/** Steady, and not as fast as they can: two cores have other work too. */
const thinkingMilliseconds = 500;

/** Buyers who look at the first page and buy one seat, one after another until they are stopped, and repeat every call that failed. */
export async function buySteadily(address: string, buyers: number): Promise<SteadyPurchases> {
  const offers = await manyOffers(address);

  const purchases: Purchase[] = [];
  const visitors = countedVisitors(address);
  let isOver = false;
  let taken = 0;
  const waiting = new Set<() => void>();
  const buyOne = async (number: number): Promise<void> => {
    const offer = offers[number % offers.length];
    const seat = 1 + Math.floor(number / offers.length);
    if (offer === undefined || seat > offer.capacity)
      throw new Error('every seat is sold: take fewer buyers, or more buses');
    const begunAt = performance.now();
    await visitors.view('/');
    const { accessToken } = await must(() => visitors.clientOf()(createGuest, {}));
    const client = visitors.clientOf(accessToken);
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
    failures: visitors.failures,
    requests: visitors.requests,
    broken: visitors.broken,
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
