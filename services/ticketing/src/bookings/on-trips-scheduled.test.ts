import { afterAll, beforeAll, expect, it } from 'vitest';
import { getOrder, tripsScheduled, type Order, type TripState } from '@safiri/contracts';
import { asService, transaction } from '@safiri/runtime';
import { openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { sampleTrip } from '../network/sample-network.ts';
import { lockOrder } from '../orders/order-queries.ts';

const waiting = `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;

let sale: Sale;
let buyer: Buyer;

beforeAll(async () => {
  sale = await openSale();
  buyer = await sale.buyer();
});
afterAll(async () => await sale.bed.close());

function leavingInTwoDays(): TripState {
  return sampleTrip(sale.pattern, new Date(sale.bed.deps.clock.now().getTime() + 2 * 86_400_000).toISOString());
}

async function schedule(...trips: TripState[]): Promise<void> {
  await sale.bed.hear(sale.service, tripsScheduled, { serviceDate: trips[0]?.serviceDate ?? '', trips });
}

async function statusOf(order: Order): Promise<string> {
  const answer = await buyer.call(getOrder, { params: { orderId: order.orderId } });
  return answer.ok ? answer.value.status : expect.fail(answer.code);
}

async function told(type: string, order: Order): Promise<readonly unknown[]> {
  return (await sale.newsOf(type)).filter((event) => event.aggregateId === order.orderId).map((event) => event.payload);
}

it('a batch that says of a trip that it does not run cancels its bookings, once, and no other', async () => {
  const [cancelled, running] = [leavingInTwoDays(), leavingInTwoDays()];
  await schedule(cancelled, running);
  const ride = { from: 0, to: 2 };
  const booked = await sale.book(buyer, [{ tripId: cancelled.tripId, ...ride, seats: [1] }]);
  const held = await sale.checkOut(buyer, [{ tripId: cancelled.tripId, ...ride, seats: [2] }]);
  const other = await sale.book(buyer, [{ tripId: running.tripId, ...ride, seats: [1] }]);
  const ended = { ...cancelled, version: 2, status: 'cancelled' } as const;
  await schedule(ended, running);
  await schedule(ended, running);
  await sale.bed.hear(sale.service, tripsScheduled, { serviceDate: ended.serviceDate, trips: [cancelled] });

  expect(await told('tickets-cancelled', booked)).toMatchObject([{ tickets: [{ seat: 1, status: 'cancelled' }] }]);
  expect(await told('refund-due', booked)).toMatchObject([{ cause: 'trip-cancelled', amount: booked.total }]);
  expect(await statusOf(held)).toBe('released');
  expect(await told('tickets-cancelled', other)).toEqual([]);
  expect(await statusOf(other)).toBe('confirmed');
  expect(await sale.violations()).toBe(0);
});

it('a batch that cancels several trips locks the orders of all of them before the first seat', async () => {
  const [first, second, elsewhere] = [leavingInTwoDays(), leavingInTwoDays(), leavingInTwoDays()];
  await schedule(first, second, elsewhere);
  const ride = { from: 0, to: 1 };
  await sale.checkOut(buyer, [
    { tripId: first.tripId, ...ride, seats: [1] },
    { tripId: elsewhere.tripId, ...ride, seats: [3] },
  ]);
  const awaited = await sale.checkOut(buyer, [{ tripId: second.tripId, ...ride, seats: [1] }]);
  const ended = [first, second].map((trip) => ({ ...trip, version: 2, status: 'cancelled' }) as const);
  let cancelling: Promise<void> | undefined;
  await transaction(sale.bed.deps.db, asService, async (tx) => {
    await lockOrder(tx, awaited.orderId);
    cancelling = schedule(...ended);
    await expect.poll(async () => await sale.bed.admin(waiting)).toHaveLength(1);
    // Nobody who waits for an order has a seat.
    const seat = `select from ticketing.seat_inventory where trip_id = $1 and seat = 3 for update nowait`;
    expect(await sale.bed.admin(seat, [elsewhere.tripId])).toHaveLength(1);
  });
  await cancelling;
  expect(await statusOf(awaited)).toBe('released');
  expect(await sale.violations()).toBe(0);
});

it('a batch that cancels both trips of a booking gives each fare back, and each ticket is void once', async () => {
  const [there, back] = [leavingInTwoDays(), leavingInTwoDays()];
  await schedule(there, back);
  const ride = { from: 0, to: 2 };
  const booked = await sale.book(buyer, [
    { tripId: there.tripId, ...ride, seats: [1] },
    { tripId: back.tripId, ...ride, seats: [1] },
  ]);
  await schedule(...[there, back].map((trip) => ({ ...trip, version: 2, status: 'cancelled' }) as const));
  expect(await statusOf(booked)).toBe('cancelled');
  expect(await told('refund-due', booked)).toHaveLength(2);
  expect(await told('tickets-cancelled', booked)).toHaveLength(2);
  expect(await sale.violations()).toBe(0);
});

it('an old batch that comes late cancels nothing of a trip that runs again', async () => {
  const trip = leavingInTwoDays();
  await schedule({ ...trip, version: 3 });
  const booked = await sale.book(buyer, [{ tripId: trip.tripId, from: 0, to: 1, seats: [1] }]);
  await schedule({ ...trip, version: 2, status: 'cancelled' });
  expect(await told('tickets-cancelled', booked)).toEqual([]);
  expect(await sale.violations()).toBe(0);
});
