import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { getOrder, holdSeats, paymentSucceeded, releaseOrder, type Order } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { receive } from '@safiri/runtime';
import { sampleCompany } from '../network/sample-network.ts';
import { openSale, sampleContact, type Buyer, type Sale } from '../../tests/open-sale.ts';

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

/** Events of one type about an order. */
async function told(type: string, order: Pick<Order, 'orderId'>): Promise<readonly unknown[]> {
  return (await sale.newsOf(type)).filter((event) => event.aggregateId === order.orderId).map((event) => event.payload);
}

describe('money for an open order', () => {
  it('confirms it, issues a ticket for each seat, and says so once', async () => {
    const [out, back] = [await sale.addTrip(), await sale.addTrip()];
    const order = await sale.checkOut(buyer, [
      { tripId: out, from: 1, to: 3, seats: [1, 2] },
      { tripId: back, from: 0, to: 1, seats: [3] },
    ]);
    const attemptId = await sale.pay(order);
    await sale.pay(order, { attemptId });
    const confirmed = await current(order);
    expect(confirmed.status).toBe('confirmed');
    expect(new Set(confirmed.claims.map((claim) => claim.ticket?.ticketId)).size).toBe(3);
    const departure = Date.parse(order.claims[1]?.from.departsAt ?? '');
    expect(await told('booking-confirmed', order)).toEqual([
      {
        orderId: order.orderId,
        version: 3,
        reference: order.reference,
        ownerId: buyer.subjectId,
        companyIds: expect.any(Array),
        total: order.total,
        shares: [{ companyId: sampleCompany.companyId, amount: order.total, seats: 3 }],
        contact: sampleContact,
        locale: 'en',
        link: order.link,
        journeys: expect.arrayContaining([
          expect.objectContaining({
            tripId: out,
            fromStop: 'Eldoret',
            toStop: 'Mbarara',
            seatLabels: ['1', '2'],
            timeZone: 'Africa/Kigali',
          }),
          expect.objectContaining({ tripId: back, fromStop: 'Nairobi', toStop: 'Eldoret', seatLabels: ['3'] }),
        ]),
      },
    ]);
    const [issued] = await told('ticket-issued', order);
    expect(issued).toMatchObject({ orderId: order.orderId, tickets: { length: 3 } });
    expect(issued).toHaveProperty(
      'tickets',
      expect.arrayContaining([
        expect.objectContaining({
          tripId: out,
          seat: 1,
          seatLabel: '1',
          from: 1,
          to: 3,
          fromStop: 'Eldoret',
          toStop: 'Mbarara',
          passengerName: 'Passenger 1',
          epoch: 1,
          version: 1,
          status: 'issued',
        }),
      ]),
    );
    expect(departure).toBeGreaterThan(0);
    expect(await told('ticket-issued', order)).toHaveLength(1);
    expect(await told('refund-due', order)).toEqual([]);
    expect(await sale.violations()).toBe(0);
  });

  it('C2 told again by the same message does nothing', async () => {
    const order = await sale.checkOut(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 1, seats: [1] }]);
    const payload = {
      attemptId: newId(),
      orderId: order.orderId,
      version: 2,
      method: 'mtn-momo',
      amount: order.total,
      providerTransactionId: 'x',
    } as const;
    const envelope = await sale.bed.hear(sale.service, paymentSucceeded, payload);
    expect(await receive(sale.service.db, sale.service.consumers, envelope)).toBe('repeated');
    await Promise.all([1, 2, 3].map(async () => await sale.bed.hear(sale.service, paymentSucceeded, payload)));
    expect(await told('booking-confirmed', order)).toHaveLength(1);
  });

  it('C1 confirms it although its hold is over, as long as nobody took the seats', async () => {
    const order = await sale.checkOut(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 4, seats: [1, 2] }]);
    await sale.age(order.orderId);
    await sale.pay(order);
    expect((await current(order)).status).toBe('confirmed');
    expect(await sale.violations()).toBe(0);
  });
});

describe('C1 money that comes late', () => {
  it('buys the same seats when they were cleared away and are free', async () => {
    const order = await sale.checkOut(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 4, seats: [1, 2] }]);
    await sale.age(order.orderId);
    for (const job of sale.service.jobs) await job.run();
    expect((await current(order)).status).toBe('expired');
    await sale.pay(order);
    expect((await current(order)).status).toBe('confirmed');
    expect(await sale.violations()).toBe(0);
  });

  it('buys them also when one lies under the hold of another that is over in turn', async () => {
    const tripId = await sale.addTrip();
    const order = await sale.checkOut(buyer, [{ tripId, from: 0, to: 4, seats: [1, 2] }]);
    await sale.age(order.orderId);
    const other = await sale.hold(await sale.buyer(), [{ tripId, from: 1, to: 2, seats: [1] }]);
    await sale.age(other.orderId);
    await sale.pay(order);
    expect((await current(order)).status).toBe('confirmed');
    expect(await sale.violations()).toBe(0);
  });

  it('goes back, all of it and once, when one seat is gone and no other is left; its others are free again', async () => {
    const tripId = await sale.addTrip();
    const order = await sale.checkOut(buyer, [{ tripId, from: 0, to: 4, seats: [1, 2] }]);
    await sale.age(order.orderId);
    await sale.hold(await sale.buyer(), [{ tripId, from: 2, to: 3, seats: [2, 3, 4] }]);
    const attemptId = await sale.pay(order);
    await sale.pay(order, { attemptId });
    expect((await current(order)).status).toBe('unallocated');
    expect(await told('refund-due', order)).toEqual([
      {
        method: 'mtn-momo',
        refundId: expect.any(String),
        orderId: order.orderId,
        version: 3,
        attemptId,
        amount: order.total,
        cause: 'seats-gone',
        reference: order.reference,
        contact: sampleContact,
        locale: 'en',
      },
    ]);
    expect(await told('booking-confirmed', order)).toEqual([]);
    const again = await buyer.call(holdSeats, {
      body: { trips: [{ tripId, from: 0, to: 4, seats: [1] }] },
      idempotencyKey: newId(),
    });
    expect(again.ok).toBe(true);
    expect(await sale.violations()).toBe(0);
  });

  it('goes back when the bus has left, but money in time buys the seat all the same', async () => {
    const tripId = await sale.addTrip({
      departsAt: new Date(sale.bed.deps.clock.now().getTime() + 60_000).toISOString(),
    });
    const [late, inTime] = [
      await sale.checkOut(buyer, [{ tripId, from: 0, to: 4, seats: [1] }]),
      await sale.checkOut(buyer, [{ tripId, from: 0, to: 4, seats: [2] }]),
    ];
    await sale.age(late.orderId);
    await sale.bed.admin("update ticketing.trips set departs_at = now() - interval '1 minute' where trip_id = $1", [
      tripId,
    ]);
    await sale.pay(late);
    await sale.pay(inTime);
    expect([(await current(late)).status, (await current(inTime)).status]).toEqual(['unallocated', 'confirmed']);
  });

  it('goes back when the passenger gave the seats up, and the order stays released', async () => {
    const order = await sale.checkOut(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 4, seats: [1] }]);
    await buyer.call(releaseOrder, { params: { orderId: order.orderId } });
    await sale.pay(order);
    expect((await current(order)).status).toBe('released');
    expect(await told('refund-due', order)).toMatchObject([{ cause: 'order-released', amount: order.total }]);
  });
});

describe('money nobody asked for', () => {
  it('C2 a second attempt for a booking goes back, and the booking stays', async () => {
    const order = await sale.book(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 4, seats: [1] }]);
    const second = await sale.pay(order);
    await sale.pay(order, { attemptId: second });
    expect((await current(order)).status).toBe('confirmed');
    expect(await told('refund-due', order)).toMatchObject([
      { cause: 'paid-twice', attemptId: second, amount: order.total },
    ]);
    expect(await sale.violations()).toBe(0);
  });

  it('a wrong amount or currency goes back, and the order waits on for the right one', async () => {
    const order = await sale.checkOut(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 4, seats: [1] }]);
    const wrong = [
      { ...order.total, amountMinor: order.total.amountMinor - 1 },
      { ...order.total, currency: 'USD' },
    ];
    for (const amount of wrong) await sale.pay(order, { amount });
    expect((await current(order)).status).toBe('checkout');
    expect(await told('refund-due', order)).toMatchObject(
      wrong.map((amount) => ({ amount, cause: 'amount-mismatch' })),
    );
    await sale.pay(order);
    expect((await current(order)).status).toBe('confirmed');
    expect(await sale.violations()).toBe(0);
  });

  it('money for an order that was never opened, or is not known, goes back too', async () => {
    const held = await sale.hold(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 4, seats: [1] }]);
    await sale.pay(held);
    expect((await current(held)).status).toBe('held');
    expect(await told('refund-due', held)).toHaveLength(1);
    const removed = { ...held, orderId: newId() };
    const attemptId = await sale.pay(removed);
    await sale.pay(removed, { attemptId });
    expect(await told('refund-due', removed)).toMatchObject([
      { attemptId, amount: held.total, cause: 'seats-gone', contact: { phone: null, email: null } },
    ]);
  });
});
