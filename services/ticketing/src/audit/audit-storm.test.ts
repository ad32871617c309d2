import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkOutOrder, holdSeats, releaseOrder, type Order } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { asService, transaction, type FoundViolation } from '@safiri/runtime';
import { openSale, sampleContact, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { inspect } from './inspect.ts';

let sale: Sale;
beforeAll(async () => {
  sale = await openSale();
});
afterAll(async () => await sale.bed.close());

/** Small, fast, the same on every run (mulberry32). */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

it('a sale in full swing gives no false alarm: holds, payments early, late and twice, releases, expiries, a cancelled trip', async () => {
  const tripIds = await Promise.all(Array.from({ length: 4 }, async () => await sale.addTrip()));
  const orders: Order[] = [];
  const outcomes = new Map<string, number>();
  let selling = true;
  const clients = Array.from({ length: 6 }, async (_client, seed) => {
    const random = randomFrom(seed);
    const buyer = await sale.buyer();
    const mine = new Set<string>();
    for (let step = 0; step < 40; step += 1) {
      const outcome = await act({ buyer, random, tripIds, orders, mine });
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      if (seed === 0 && step === 30) await sale.cancelTrip(tripIds[0] ?? expect.fail('there is a trip'));
    }
  });
  const all = Promise.all(clients).finally(() => {
    selling = false;
  });

  let looks = 0;
  const jobs = sale.service.jobs.filter(({ name }) =>
    ['audit', 'expire-orders', 'forget-unpaid-orders'].includes(name),
  );
  const said: FoundViolation[] = [];
  while (selling) {
    const scope = { tripIds, orderIds: orders.map(({ orderId }) => orderId) };
    const findings = await transaction(sale.bed.deps.db, asService, async (tx) => await inspect(tx, scope));
    expect(findings).toEqual([]);
    await sale.service.audit?.((violation) => said.push(violation));
    for (const job of jobs) await job.run();
    looks += 1;
  }
  await all;
  await sale.service.audit?.((violation) => said.push(violation));
  expect(said).toEqual([]);
  expect(looks).toBeGreaterThan(3);
  for (const outcome of ['held', 'refused', 'paid', 'released', 'aged'])
    expect(outcomes.get(outcome), outcome).toBeGreaterThan(0);
  expect(await sale.newsOf('invariant-violated')).toEqual([]);
});

type Moment = {
  readonly buyer: Buyer;
  readonly random: (below: number) => number;
  readonly tripIds: readonly number[];
  /** Of all buyers, and which of them are this one's. */
  readonly orders: Order[];
  readonly mine: Set<string>;
};

async function act({ buyer, random, tripIds, orders, mine }: Moment): Promise<string> {
  const known = orders[random(Math.max(orders.length, 1))];
  const what = random(10);
  if (known === undefined || what < 5) return await order({ buyer, random, tripIds, orders, mine });
  if (what === 5) {
    const own = orders.findLast(({ orderId }) => mine.has(orderId)) ?? known;
    const answer = await buyer.call(releaseOrder, { params: { orderId: own.orderId } });
    return answer.ok ? 'released' : 'kept';
  }
  if (what === 6) {
    await sale.age(known.orderId);
    return 'aged';
  }
  await sale.pay(known);
  return 'paid';
}

async function order({ buyer, random, tripIds, orders, mine }: Moment): Promise<string> {
  const from = random(4);
  const trips = tripIds
    .filter(() => random(3) === 0)
    .slice(0, 2)
    .map((tripId) => ({ tripId, from, to: from + 1 + random(4 - from), seats: [1 + random(4)] }));
  const held = await buyer.call(holdSeats, { body: { trips }, idempotencyKey: newId() });
  if (!held.ok) return 'refused';
  orders.push(held.value);
  mine.add(held.value.orderId);
  const passengers = held.value.claims.map(({ claimId, seatLabel }) => ({ claimId, name: `Passenger ${seatLabel}` }));
  if (random(4) > 0)
    await buyer.call(checkOutOrder, {
      params: { orderId: held.value.orderId },
      body: { contact: sampleContact, passengers },
    });
  return 'held';
}
