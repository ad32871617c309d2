import { afterAll, beforeAll, expect, it } from 'vitest';
import { getOrder, holdSeats, releaseOrder } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';

let sale: Sale;
let buyer: Buyer;

beforeAll(async () => {
  sale = await openSale();
  buyer = await sale.buyer();
});
afterAll(async () => await sale.bed.close());

it('gives the seats back at once, before and after checkout, and a repeat changes nothing', async () => {
  const tripId = await sale.addTrip();
  const trips = [{ tripId, from: 0, to: 4, seats: [1, 2] }];
  for (const opened of [false, true]) {
    const order = opened ? await sale.checkOut(buyer, trips) : await sale.hold(buyer, trips);
    for (let time = 0; time < 2; time += 1)
      expect(await buyer.call(releaseOrder, { params: { orderId: order.orderId } })).toMatchObject({ ok: true });
    expect(await buyer.call(getOrder, { params: { orderId: order.orderId } })).toMatchObject({
      ok: true,
      value: { status: 'released' },
    });
  }
  expect(await buyer.call(holdSeats, { body: { trips }, idempotencyKey: newId() })).toMatchObject({ ok: true });
  expect(await sale.violations()).toBe(0);
});

it('leaves the seats of whoever took them after the hold was over', async () => {
  const tripId = await sale.addTrip();
  const first = await sale.hold(buyer, [{ tripId, from: 0, to: 4, seats: [1, 2] }]);
  await sale.age(first.orderId);
  await sale.hold(await sale.buyer(), [{ tripId, from: 0, to: 4, seats: [1] }]);
  expect(await buyer.call(releaseOrder, { params: { orderId: first.orderId } })).toMatchObject({ ok: true });
  expect(
    await buyer.call(holdSeats, { body: { trips: [{ tripId, from: 0, to: 4, seats: [1] }] }, idempotencyKey: newId() }),
  ).toMatchObject({ ok: false, code: 'SEATS_TAKEN' });
  expect(await sale.violations()).toBe(0);
});

it('is refused: ORDER_NOT_HELD once confirmed, NOT_FOUND for others', async () => {
  const order = await sale.book(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 4, seats: [1] }]);
  expect(await buyer.call(releaseOrder, { params: { orderId: order.orderId } })).toMatchObject({
    ok: false,
    code: 'ORDER_NOT_HELD',
  });
  expect(await (await sale.buyer()).call(releaseOrder, { params: { orderId: order.orderId } })).toMatchObject({
    ok: false,
    code: 'NOT_FOUND',
  });
});
