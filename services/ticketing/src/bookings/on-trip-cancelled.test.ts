import { afterAll, beforeAll, expect, it } from 'vitest';
import { getOrder, type Order } from '@safiri/contracts';
import { sampleCompany } from '../network/sample-network.ts';
import { openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';

let sale: Sale;
let buyer: Buyer;

beforeAll(async () => {
  sale = await openSale();
  buyer = await sale.buyer();
});
afterAll(async () => await sale.bed.close());

async function current(order: Order): Promise<Order> {
  const answer = await buyer.call(getOrder, { params: { orderId: order.orderId } });
  return answer.ok ? answer.value : expect.fail(answer.code);
}

async function told(type: string, order: Order): Promise<readonly unknown[]> {
  return (await sale.newsOf(type)).filter((event) => event.aggregateId === order.orderId).map((event) => event.payload);
}

it('a cancelled trip releases what is held, cancels its tickets and gives their fares back, once; the other trip stays', async () => {
  const [cancelled, other] = [await sale.addTrip(), await sale.addTrip()];
  const round = await sale.book(buyer, [
    { tripId: cancelled, from: 0, to: 3, seats: [1, 2] },
    { tripId: other, from: 0, to: 1, seats: [1] },
  ]);
  const single = await sale.book(buyer, [{ tripId: cancelled, from: 3, to: 4, seats: [1] }]);
  const held = await sale.checkOut(buyer, [
    { tripId: cancelled, from: 0, to: 4, seats: [3] },
    { tripId: other, from: 0, to: 1, seats: [2] },
  ]);
  const untouched = await sale.book(buyer, [{ tripId: other, from: 0, to: 4, seats: [3] }]);
  await sale.cancelTrip(cancelled);
  await sale.cancelTrip(cancelled);

  const now = await current(round);
  expect(now.status).toBe('confirmed');
  expect(
    now.claims.map((claim) => [claim.tripId, claim.tripStatus, claim.ticket?.status].join(' ')).toSorted(),
  ).toEqual(
    [`${cancelled} cancelled cancelled`, `${cancelled} cancelled cancelled`, `${other} scheduled issued`].toSorted(),
  );
  expect(await told('tickets-cancelled', round)).toMatchObject([
    {
      tickets: [
        { seat: 1, status: 'cancelled', version: 2, epoch: 1 },
        { seat: 2, status: 'cancelled', version: 2 },
      ],
    },
  ]);
  expect(await told('refund-due', round)).toMatchObject([
    {
      cause: 'trip-cancelled',
      amount: { amountMinor: 6000, currency: 'RWF' },
      shares: [{ companyId: sampleCompany.companyId, amount: { amountMinor: 6000, currency: 'RWF' }, seats: 2 }],
    },
  ]);
  expect(await told('refund-due', single)).toMatchObject([{ cause: 'trip-cancelled', amount: { amountMinor: 1000 } }]);
  expect(await told('tickets-cancelled', untouched)).toEqual([]);
  expect((await current(held)).status).toBe('released');
  expect(await sale.violations()).toBe(0);

  await sale.cancelTrip(other);
  expect(await told('refund-due', round)).toMatchObject([
    { amount: { amountMinor: 6000 } },
    { amount: { amountMinor: 1000 } },
  ]);
  expect(await sale.violations()).toBe(0);
});

it('money that arrives after the cancellation goes back, also when the cancellation missed the hold (C7)', async () => {
  const [heard, missed] = [await sale.addTrip(), await sale.addTrip()];
  const first = await sale.checkOut(buyer, [{ tripId: heard, from: 0, to: 1, seats: [1] }]);
  await sale.cancelTrip(heard);
  await sale.pay(first);
  expect(await told('refund-due', first)).toMatchObject([{ cause: 'trip-cancelled', amount: first.total }]);

  const second = await sale.checkOut(buyer, [{ tripId: missed, from: 0, to: 1, seats: [1] }]);
  await sale.bed.admin("update ticketing.trips set status = 'cancelled' where trip_id = $1", [missed]);
  await sale.pay(second);
  expect((await current(second)).status).toBe('unallocated');
  expect(await told('refund-due', second)).toMatchObject([{ cause: 'trip-cancelled', amount: second.total }]);
  expect(await sale.violations()).toBe(0);
});

it('payments that arrive while the trip is being cancelled end as tickets cancelled and money back, whoever came first', async () => {
  const tripId = await sale.addTrip();
  const rides = [1, 2, 3, 4].flatMap((seat) =>
    [0, 1, 2, 3].map((from) => ({ tripId, from, to: from + 1, seats: [seat] })),
  );
  const orders: Order[] = [];
  for (const ride of rides) orders.push(await sale.checkOut(buyer, [ride]));
  const half = orders.length / 2;
  await Promise.all([
    ...orders.slice(0, half).map(async (order) => await sale.pay(order)),
    sale.cancelTrip(tripId),
    ...orders.slice(half).map(async (order) => await sale.pay(order)),
  ]);
  for (const order of orders)
    expect(await told('refund-due', order), order.orderId).toMatchObject([{ amount: order.total }]);
  expect(
    await sale.bed.admin("select from ticketing.tickets where trip_id = $1 and status = 'issued'", [tripId]),
  ).toEqual([]);
  expect(
    await sale.bed.admin("select from ticketing.claims where trip_id = $1 and status in ('held', 'sold')", [tripId]),
  ).toEqual([]);
  expect(await sale.violations()).toBe(0);
});
