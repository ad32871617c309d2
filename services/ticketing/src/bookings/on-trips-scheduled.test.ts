import { afterAll, beforeAll, expect, it } from 'vitest';
import { getOrder, tripsScheduled, type Order, type TripState } from '@safiri/contracts';
import { openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { sampleTrip } from '../network/sample-network.ts';

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

it('an old batch that comes late cancels nothing of a trip that runs again', async () => {
  const trip = leavingInTwoDays();
  await schedule({ ...trip, version: 3 });
  const booked = await sale.book(buyer, [{ tripId: trip.tripId, from: 0, to: 1, seats: [1] }]);
  await schedule({ ...trip, version: 2, status: 'cancelled' });
  expect(await told('tickets-cancelled', booked)).toEqual([]);
  expect(await sale.violations()).toBe(0);
});
