import { afterAll, beforeAll, expect, it } from 'vitest';
import { extendOrder, getOrder, releaseOrder, type Order } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { transaction } from '@safiri/runtime';
import { openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { extendClaims } from '../holds/claim-queries.ts';

let sale: Sale;
let buyer: Buyer;

beforeAll(async () => {
  sale = await openSale();
  buyer = await sale.buyer();
});
afterAll(async () => await sale.bed.close());

async function extend(order: Pick<Order, 'orderId'>, key: string = newId(), by = buyer) {
  return await by.call(extendOrder, { params: { orderId: order.orderId }, idempotencyKey: key });
}

async function holdNew(seats = [1, 2]): Promise<Order> {
  return await sale.hold(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 4, seats }]);
}

/** Lets the hold of an order be nearly over. */
async function nearlyOver(order: Order): Promise<void> {
  for (const table of ['orders', 'claims'])
    await sale.bed.admin(`update ticketing.${table} set expires_at = now() + interval '1 minute' where order_id = $1`, [
      order.orderId,
    ]);
}

it('a hold lasts another ten minutes from now, with all its claims; the same key once more says the same', async () => {
  const order = await holdNew();
  expect(order.extendable).toBe(true);
  await nearlyOver(order);
  const key = newId();
  const first = await extend(order, key);
  expect(first).toMatchObject({ ok: true, value: { status: 'held', extendable: false } });
  expect(await extend(order, key)).toMatchObject({ ok: true, value: { expiresAt: first.ok && first.value.expiresAt } });
  expect(
    await sale.bed.admin(
      `select count(*)::int as n from ticketing.claims c join ticketing.orders o using (order_id)
        where c.order_id = $1 and c.expires_at = o.expires_at and c.expires_at between now() + interval '9 minutes' and now() + interval '10 minutes'`,
      [order.orderId],
    ),
  ).toEqual([{ n: 2 }]);
});

it('two extensions at once are one: the other is refused, or is the same', async () => {
  const order = await holdNew();
  const answers = await Promise.all([extend(order), extend(order)]);
  expect(answers.map((answer) => (answer.ok ? 'extended' : answer.code)).toSorted()).toEqual([
    'ALREADY_EXTENDED',
    'extended',
  ]);
  const other = await holdNew();
  const key = newId();
  const [one, two] = await Promise.all([extend(other, key), extend(other, key)]);
  expect(one.ok && two.ok && one.value.expiresAt === two.value.expiresAt).toBe(true);
});

it('is refused: ALREADY_EXTENDED, NOT_FOUND for others', async () => {
  const order = await holdNew();
  await extend(order);
  expect(await extend(order)).toMatchObject({ ok: false, code: 'ALREADY_EXTENDED' });
  expect(await extend(order, newId(), await sale.buyer())).toMatchObject({ ok: false, code: 'NOT_FOUND' });
});

it('is refused: ORDER_NOT_HELD once checked out, released or confirmed', async () => {
  const ride = { tripId: await sale.addTrip(), from: 0, to: 4 };
  const opened = await sale.checkOut(buyer, [{ ...ride, seats: [1] }]);
  const booked = await sale.book(buyer, [{ ...ride, seats: [2] }]);
  const released = await holdNew();
  await buyer.call(releaseOrder, { params: { orderId: released.orderId } });
  expect(opened.extendable).toBe(false);
  for (const order of [opened, booked, released])
    expect(await extend(order)).toMatchObject({ ok: false, code: 'ORDER_NOT_HELD' });
});

it('is refused: HOLD_EXPIRED, when it is over or a seat of it is another’s, and nothing is moved', async () => {
  const over = await holdNew();
  await sale.age(over.orderId);
  expect(await extend(over)).toMatchObject({ ok: false, code: 'HOLD_EXPIRED' });
  const lost = await holdNew();
  await sale.bed.admin(
    "update ticketing.claims set expires_at = now() - interval '1 second' where order_id = $1 and seat = 1",
    [lost.orderId],
  );
  const [claim] = lost.claims;
  await sale.hold(await sale.buyer(), [{ tripId: claim?.tripId ?? 0, from: 0, to: 1, seats: [1] }]);
  expect(await extend(lost)).toMatchObject({ ok: false, code: 'HOLD_EXPIRED' });
  expect(await buyer.call(getOrder, { params: { orderId: lost.orderId } })).toMatchObject({
    value: { expiresAt: lost.expiresAt, extendable: true },
  });
  expect(await sale.violations()).toBe(0);
});

it('the claims of others’ orders are not extended by the seat function either', async () => {
  const order = await holdNew();
  const claims = { orderId: order.orderId, tripIds: order.claims.map((claim) => claim.tripId) };
  const by = async (id: string) =>
    await transaction(sale.bed.deps.db, { kind: 'passenger', id }, async (tx) => await extendClaims(tx, claims));
  await expect(by(newId())).rejects.toThrow('not the actor');
  expect(await by(buyer.subjectId)).toBe(2);
});
