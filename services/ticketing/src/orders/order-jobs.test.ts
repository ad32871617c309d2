import { afterAll, beforeAll, expect, it } from 'vitest';
import { getOrder } from '@safiri/contracts';
import { assert, newId } from '@safiri/kernel';
import { asService, transaction } from '@safiri/runtime';
import { openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { createTicketing, readTicketingConfig } from '../index.ts';
import { findOrder, lockOrder } from './order-queries.ts';

let sale: Sale;
let buyer: Buyer;

beforeAll(async () => {
  sale = await openSale();
  buyer = await sale.buyer();
});
afterAll(async () => await sale.bed.close());

async function run(name: string): Promise<boolean> {
  const job = sale.service.jobs.find((each) => each.name === name);
  assert(job !== undefined, `there is a job ${name}`);
  return await job.run();
}

async function count(table: string, orderIds: readonly string[]): Promise<number> {
  const [row] = await sale.bed.admin<{ count: number }>(
    `select count(*)::int as count from ticketing.${table} where order_id = any ($1)`,
    [orderIds],
  );
  return row?.count ?? -1;
}

it('the sweeper clears away what is over, and nothing else', async () => {
  const tripId = await sale.addTrip();
  const over = await sale.checkOut(buyer, [{ tripId, from: 0, to: 4, seats: [1, 2] }]);
  const live = await sale.hold(buyer, [{ tripId, from: 0, to: 4, seats: [3] }]);
  const booked = await sale.book(buyer, [{ tripId, from: 0, to: 4, seats: [4] }]);
  for (const order of [over, booked]) await sale.age(order.orderId);
  expect(await run('expire-orders')).toBe(false);
  expect(
    await sale.bed.admin('select status from ticketing.claims where trip_id = $1 order by seat', [tripId]),
  ).toEqual(['expired', 'expired', 'held', 'sold'].map((status) => ({ status })));
  expect(await buyer.call(getOrder, { params: { orderId: live.orderId } })).toMatchObject({
    ok: true,
    value: { status: 'held' },
  });
  expect(await buyer.call(getOrder, { params: { orderId: booked.orderId } })).toMatchObject({
    ok: true,
    value: { status: 'confirmed' },
  });
  expect(await sale.violations()).toBe(0);
});

it('the sweeper leaves an order alone that somebody is working on', async () => {
  const order = await sale.checkOut(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 4, seats: [1] }]);
  await sale.age(order.orderId);
  await transaction(sale.bed.deps.db, asService, async (tx) => {
    await lockOrder(tx, order.orderId);
    await run('expire-orders');
    expect(await findOrder(tx, order.orderId)).toMatchObject({ status: 'checkout' });
  });
  await run('expire-orders');
  expect(await buyer.call(getOrder, { params: { orderId: order.orderId } })).toMatchObject({
    ok: true,
    value: { status: 'expired' },
  });
});

it('unpaid orders are removed with their claims and keys two days after their hold; what money came for is kept', async () => {
  const tripId = await sale.addTrip();
  const key = newId();
  const old = await sale.hold(buyer, [{ tripId, from: 0, to: 1, seats: [1] }], key);
  const refunded = await sale.checkOut(buyer, [{ tripId, from: 0, to: 1, seats: [2] }]);
  await sale.pay(refunded, { amount: { amountMinor: 1, currency: 'RWF' } });
  const recent = await sale.hold(buyer, [{ tripId, from: 0, to: 1, seats: [3] }]);
  const booked = await sale.book(buyer, [{ tripId, from: 0, to: 1, seats: [4] }]);
  for (const order of [old, refunded, recent, booked]) await sale.age(order.orderId);
  await run('expire-orders');
  const longAgo = [old, refunded, booked].map((order) => order.orderId);
  await sale.bed.admin(
    "update ticketing.orders set expires_at = now() - interval '49 hours' where order_id = any ($1)",
    [longAgo],
  );
  expect(await run('forget-unpaid-orders')).toBe(false);
  const left = [old, refunded, recent, booked].map((order) => order.orderId);
  expect([await count('orders', left), await count('claims', left), await count('orders', [old.orderId])]).toEqual([
    3, 3, 0,
  ]);
  const fresh = await sale.hold(buyer, [{ tripId, from: 0, to: 1, seats: [1] }], key);
  expect(fresh.orderId).not.toBe(old.orderId);
  expect(await sale.violations()).toBe(0);
});

it('a repeat after a restart gives the same hold, as long as the order is remembered', async () => {
  const trips = [{ tripId: await sale.addTrip(), from: 0, to: 1, seats: [1, 2] }];
  const key = newId();
  const first = await sale.hold(buyer, trips, key);
  const restarted = await sale.bed.serve(
    createTicketing({ ...sale.bed.deps, verifier: sale.bed.tokens.verifier, config: readTicketingConfig({}) }),
  );
  const again = { ...buyer, call: restarted.as(buyer.token) };
  expect((await sale.hold(again, trips, key)).orderId).toBe(first.orderId);
  await sale.age(first.orderId);
  await run('expire-orders');
  expect(await sale.hold(again, trips, key)).toMatchObject({ orderId: first.orderId, status: 'expired' });
  await sale.bed.admin("update ticketing.orders set expires_at = now() - interval '48 hours' where order_id = $1", [
    first.orderId,
  ]);
  await run('forget-unpaid-orders');
  expect(await sale.hold(again, trips, key)).toMatchObject({ status: 'held' });
  expect(await count('orders', [first.orderId])).toBe(0);
  expect(await sale.violations()).toBe(0);
});

it('unpaid orders are removed in steps of two hundred', async () => {
  await sale.bed.admin(
    `insert into ticketing.orders (order_id, owner_id, idempotency_key, fingerprint, reference, status, currency, total_minor, expires_at, trip_ids, company_ids, locale)
     select gen_random_uuid(), $1, 'old ' || n, 'f', 'old ' || n, 'expired', 'RWF', 0, now() - interval '49 hours', '{1}', array[$1::uuid], 'en'
       from generate_series(1, 201) n`,
    [buyer.subjectId],
  );
  const left = async () =>
    await sale.bed.admin("select count(*)::int as count from ticketing.orders where idempotency_key like 'old %'");
  expect([await run('forget-unpaid-orders'), await left()]).toEqual([true, [{ count: 1 }]]);
  expect([await run('forget-unpaid-orders'), await left()]).toEqual([false, [{ count: 0 }]]);
});
