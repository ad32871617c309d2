import { afterAll, beforeAll, expect, it } from 'vitest';
import { holdSeats } from '@safiri/contracts';
import { assert, newId } from '@safiri/kernel';
import { openSale, type Sale } from './open-sale.ts';
import { entryOf, fullTrip, offerAll, release, wait } from './waiting.ts';

let sale: Sale;

beforeAll(async () => {
  sale = await openSale();
});
afterAll(async () => await sale.bed.close());

it('thirty buyers get none of three seats that come free while five wait', async () => {
  const { tripId, holder, orders } = await fullTrip(sale);
  const waiting = await Promise.all(Array.from({ length: 5 }, async () => await sale.buyer()));
  const entries = [];
  for (const buyer of waiting) entries.push(await wait(buyer, { tripId }));
  const buyers = await Promise.all(Array.from({ length: 30 }, async () => await sale.buyer()));
  let open = true;
  const wins: string[] = [];
  const storm = buyers.map(async (buyer, index) => {
    for (let turn = 0; open || turn === 0; turn += 1) {
      const seats = [((index + turn) % 4) + 1];
      const trips = [
        index % 3 === 0 ? { tripId, from: 0, to: 4, any: { count: 1 } } : { tripId, from: index % 2, to: 4, seats },
      ];
      const answer = await buyer.call(holdSeats, { body: { trips }, idempotencyKey: newId() });
      if (answer.ok) wins.push(answer.value.orderId);
      else expect(['SEATS_TAKEN', 'TRIP_FULL']).toContain(answer.code);
    }
  });
  for (const order of orders.slice(0, 2)) await release(holder, order);
  // A hold that ends by time alone comes free for them too.
  await sale.age(orders[2]?.orderId ?? '');
  await offerAll(sale.service);
  await offerAll(sale.service);
  open = false;
  await Promise.all(storm);
  expect(wins).toEqual([]);
  const states = await Promise.all(
    entries.map(async (entry, index) => {
      const buyer = waiting[index];
      assert(buyer !== undefined, 'each entry has a buyer');
      return (await entryOf(buyer, entry)).status;
    }),
  );
  expect(states).toEqual(['offered', 'offered', 'offered', 'waiting', 'waiting']);
  expect(await sale.violations()).toBe(0);
});

it('who is refused is told why, and gets what nobody waits for', async () => {
  const { tripId, holder, orders } = await fullTrip(sale);
  const buyer = await sale.buyer();
  await wait(await sale.buyer(), { tripId, to: 2 });
  const ask = async (from: number, to: number, seat: number) =>
    await buyer.call(holdSeats, { body: { trips: [{ tripId, from, to, seats: [seat] }] }, idempotencyKey: newId() });
  await release(holder, orders[1] ?? assertNever());
  expect(await ask(1, 3, 2)).toMatchObject({ code: 'TRIP_FULL' });
  await release(holder, orders[2] ?? assertNever());
  expect(await ask(1, 3, 2)).toMatchObject({
    code: 'SEATS_TAKEN',
    problem: { seats: [{ tripId, seat: 2, reason: 'waiting-list' }], alternatives: [{ tripId, seats: [3] }] },
  });
  expect((await ask(2, 4, 2)).ok).toBe(true);
  expect((await ask(0, 4, 3)).ok).toBe(true);
  expect(await sale.violations()).toBe(0);
});

it('a repeat gives the hold it made before anybody waited', async () => {
  const { tripId, holder, orders } = await fullTrip(sale);
  const [buyer, key] = [await sale.buyer(), newId()];
  await release(holder, orders[0] ?? assertNever());
  const trips = [{ tripId, from: 0, to: 4, seats: [1] }];
  const order = await sale.hold(buyer, trips, key);
  await wait(await sale.buyer(), { tripId });
  expect((await sale.hold(buyer, trips, key)).orderId).toBe(order.orderId);
  await release(buyer, order);
  expect((await sale.hold(buyer, trips, key)).orderId).toBe(order.orderId);
});

function assertNever(): never {
  throw new Error('a full trip has four orders');
}
