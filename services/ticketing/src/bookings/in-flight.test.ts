import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  checkOutOrder,
  extendOrder,
  layoutChanged,
  listNextDepartures,
  releaseOrder,
  type Order,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { lateOrders, type LateOrders } from '../../tests/late-orders.ts';
import { openSale, sampleContact, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { drawnLayout } from '../holds/drawn-layout.ts';
import { sampleCompany, sampleLayout } from '../network/sample-network.ts';

let sale: Sale;
let buyer: Buyer;
let late: LateOrders;
const bus = drawnLayout(['ss.ss', 'ssss']);
const way = { from: 0, to: 4 };

beforeAll(async () => {
  sale = await openSale();
  await sale.bed.hear(sale.service, layoutChanged, { version: 1, companyId: sampleCompany.companyId, layout: bus });
  buyer = await sale.buyer();
  late = lateOrders(sale, buyer);
});
afterAll(async () => await sale.bed.close());

/** Holds that are over give their seats back. */
async function clearAway(): Promise<void> {
  for (const job of sale.service.jobs.filter(({ name }) => name === 'expire-orders')) await job.run();
}

describe('C1 while money is on its way', () => {
  it('C1 a trip that is cancelled sells nothing: the money goes back and says why', async () => {
    const [open, ended] = [await sale.addTrip(), await sale.addTrip()];
    const [inTime, over] = [
      await sale.checkOut(buyer, [{ tripId: open, ...way, seats: [1] }]),
      await late.lateOrder([{ tripId: ended, ...way, seats: [1] }]),
    ];
    for (const tripId of [open, ended]) await sale.cancelTrip(tripId);
    for (const order of [inTime, over]) {
      expect((await late.paid(order)).status).not.toBe('confirmed');
      expect(await late.told('refund-due', order)).toMatchObject([{ cause: 'trip-cancelled', amount: order.total }]);
    }
    expect(await sale.violations()).toBe(0);
  });

  it('C1 cancelled and paid at the same moment, an order ends with its money owed back', async () => {
    for (let round = 0; round < 6; round += 1) {
      const tripId = await sale.addTrip();
      const order = await sale.checkOut(buyer, [{ tripId, ...way, seats: [1] }]);
      await Promise.all([sale.pay(order), sale.cancelTrip(tripId)]);
      expect(await late.told('refund-due', order)).toMatchObject([{ cause: 'trip-cancelled', amount: order.total }]);
    }
    expect(await sale.violations()).toBe(0);
  });

  it('C1 given up and paid at the same moment, an order is either confirmed or its money goes back', async () => {
    for (let round = 0; round < 6; round += 1) {
      const order = await sale.checkOut(buyer, [{ tripId: await sale.addTrip(), ...way, seats: [1] }]);
      await Promise.all([sale.pay(order), buyer.call(releaseOrder, { params: { orderId: order.orderId } })]);
      const { status } = await late.byLink(order);
      const refunds = await late.told('refund-due', order);
      if (status === 'confirmed') expect(refunds).toEqual([]);
      else expect([status, refunds]).toMatchObject(['released', [{ cause: 'order-released', amount: order.total }]]);
    }
    expect(await sale.violations()).toBe(0);
  });

  it('C1 a bus that is withdrawn for a smaller one sells no seat that it does not have', async () => {
    const tripId = await sale.addTrip({ layoutId: bus.layoutId });
    const order = await late.lateOrder([{ tripId, ...way, seats: [8] }]);
    await clearAway();
    await sale.bed.admin('update ticketing.trips set layout_id = $2 where trip_id = $1', [
      tripId,
      sampleLayout.layoutId,
    ]);
    expect((await late.paid(order)).status).toBe('unallocated');
    expect(await late.told('refund-due', order)).toMatchObject([{ cause: 'seats-gone' }]);
  });
});

it('C1 who has no seats is shown the next departures with as many free, and nobody else is', async () => {
  const at = (hours: number): string => new Date(sale.bed.deps.clock.now().getTime() + hours * 3_600_000).toISOString();
  const [gone, full, next] = [
    await sale.addTrip({ departsAt: at(200) }),
    await sale.addTrip({ departsAt: at(201) }),
    await sale.addTrip({ departsAt: at(202) }),
  ];
  await sale.addTrip({ departsAt: at(199) });
  const order = await late.lateOrder([{ tripId: gone, ...way, seats: [1, 2] }]);
  await late.lose(gone, [1, 2, 3]);
  await late.lose(full, [1, 2, 3]);
  expect((await late.paid(order)).status).toBe('unallocated');
  const asked = { params: { orderId: order.orderId } };
  for (const job of sale.service.jobs.filter(({ name }) => name === 'count-legs')) while (await job.run());
  await expect
    .poll(async () => await buyer.call(listNextDepartures, asked))
    .toMatchObject({
      ok: true,
      value: { journeys: [{ tripId: gone, seats: 2, offers: [{ tripId: next, seatsFree: 4 }] }] },
    });
  expect(await (await sale.buyer()).call(listNextDepartures, asked)).toMatchObject({ code: 'NOT_FOUND' });
});

describe('C1 at the edges of the window', () => {
  const open = async (): Promise<Order> =>
    await sale.checkOut(buyer, [{ tripId: await sale.addTrip(), ...way, seats: [1] }]);
  const endsIn = async ({ orderId }: Order, interval: string): Promise<void> => {
    for (const table of ['orders', 'claims'])
      await sale.bed.admin(
        `update ticketing.${table} set expires_at = clock_timestamp() + $2::interval where order_id = $1`,
        [orderId, interval],
      );
  };
  const opensAgain = async ({ orderId, claims }: Order) =>
    await buyer.call(checkOutOrder, {
      params: { orderId },
      body: { contact: sampleContact, passengers: claims.map(({ claimId }) => ({ claimId, name: 'Ama' })) },
    });
  const endOf = async ({ orderId }: Order): Promise<number> => {
    const [row] = await sale.bed.admin<{ ends: Date }>(
      'select expires_at as ends from ticketing.orders where order_id = $1',
      [orderId],
    );
    return row?.ends.getTime() ?? 0;
  };

  it.each(['1 millisecond', '0', '-1 millisecond', '-1 day'])(
    'C1 money that comes %s from the end of the hold buys what nobody took',
    async (interval) => {
      const order = await open();
      await endsIn(order, interval);
      expect(await late.paid(order)).toMatchObject({
        status: 'confirmed',
        claims: [{ seat: 1, orderedSeatLabel: null }],
      });
      expect(await sale.violations()).toBe(0);
    },
  );

  it('C1 a seat that another took and gave up again is the late payer’s again', async () => {
    const order = await open();
    await sale.age(order.orderId);
    const other = await sale.buyer();
    const taken = await sale.hold(other, [{ tripId: order.claims[0]?.tripId ?? 0, ...way, seats: [1] }]);
    await other.call(releaseOrder, { params: { orderId: taken.orderId } });
    expect(await late.paid(order)).toMatchObject({
      status: 'confirmed',
      claims: [{ seat: 1, orderedSeatLabel: null }],
    });
    expect(await sale.violations()).toBe(0);
  });

  it('C1 a hold that was extended has its window all the same, and opening it twice moves its end once', async () => {
    const held = await sale.hold(buyer, [{ tripId: await sale.addTrip(), ...way, seats: [1] }]);
    const extended = await buyer.call(extendOrder, { params: { orderId: held.orderId }, idempotencyKey: newId() });
    expect(extended).toMatchObject({ ok: true, value: { extendable: false } });
    await endsIn(held, '1 minute');
    const before = await endOf(held);
    const answer = await opensAgain(held);
    const order = answer.ok ? answer.value : expect.fail(answer.code);
    const opened = await endOf(held);
    // From a minute to the payment window of eight.
    expect(Math.round((opened - before) / 60_000)).toBe(7);
    await endsIn(held, '1 minute');
    const moved = await endOf(held);
    expect((await opensAgain(held)).ok).toBe(true);
    expect(await endOf(held)).toBe(moved);
    await sale.age(held.orderId);
    expect(await opensAgain(held)).toMatchObject({ code: 'HOLD_EXPIRED' });
    expect((await late.paid(order)).status).toBe('confirmed');
  });
});
