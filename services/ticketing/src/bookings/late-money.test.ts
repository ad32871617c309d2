import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cancelOtherSeats, keepSeats, layoutChanged, type Order } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { asService, transaction } from '@safiri/runtime';
import { lateOrders, type LateOrders } from '../../tests/late-orders.ts';
import { openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { entryOf, fullTrip, offerAll, wait } from '../../tests/waiting.ts';
import { drawnLayout } from '../holds/drawn-layout.ts';
import { sampleCompany } from '../network/sample-network.ts';

let sale: Sale;
let buyer: Buyer;
let late: LateOrders;
const { companyId } = sampleCompany;
/** Seats 1 and 2 are vip, 3 to 6 standard, 7 and 8 standard and accessible. */
const bus = drawnLayout(['vv', 'ss.ss', 'aa']);
const way = { from: 0, to: 4 };

beforeAll(async () => {
  sale = await openSale();
  await sale.bed.hear(sale.service, layoutChanged, { version: 1, companyId, layout: bus });
  buyer = await sale.buyer();
  late = lateOrders(sale, buyer);
});
afterAll(async () => await sale.bed.close());

const newBus = async (): Promise<number> => await sale.addTrip({ layoutId: bus.layoutId });
const seatsOf = (order: Order): number[] => order.claims.map((claim) => claim.seat).toSorted((a, b) => a - b);

describe('C1 money that comes after its seats went', () => {
  it('C1 buys others of the same class, side by side, for all who travel together, and says which instead of which', async () => {
    const tripId = await newBus();
    const order = await late.lateOrder([{ tripId, ...way, seats: [3, 4] }]);
    await late.lose(tripId, [4]);
    const booked = await late.paid(order);
    expect([booked.status, seatsOf(booked)]).toEqual(['confirmed', [5, 6]]);
    expect(booked.claims.map((claim) => [claim.orderedSeatLabel, claim.seatLabel, claim.passengerName])).toEqual([
      ['3', '5', 'Passenger 3'],
      ['4', '6', 'Passenger 4'],
    ]);
    expect(booked.total).toEqual(order.total);
    expect(booked.freeCancellationUntil).not.toBeNull();
    expect(await late.told('booking-confirmed', order)).toMatchObject([
      {
        freeCancellationUntil: booked.freeCancellationUntil,
        journeys: [{ seatLabels: ['5', '6'], orderedSeatLabels: ['3', '4'] }],
      },
    ]);
    expect(await late.told('ticket-issued', order)).toMatchObject([
      { tickets: [{ seatLabel: '5' }, { seatLabel: '6' }] },
    ]);
    expect(await sale.violations()).toBe(0);
  });

  it('C1 buys a better class where the same is full, at the same price, and never a lower one', async () => {
    const tripId = await newBus();
    const plain = await late.lateOrder([{ tripId, ...way, seats: [3] }]);
    await late.lose(tripId, [3, 4, 5, 6, 7, 8]);
    const booked = await late.paid(plain);
    expect(booked.claims).toMatchObject([{ seatClass: 'vip', fare: plain.claims[0]?.fare }]);

    const other = await newBus();
    const vip = await late.lateOrder([{ tripId: other, ...way, seats: [1] }]);
    await late.lose(other, [1, 2]);
    expect((await late.paid(vip)).status).toBe('unallocated');
    expect(await late.told('refund-due', vip)).toMatchObject([{ cause: 'seats-gone', amount: vip.total }]);
    expect(await sale.violations()).toBe(0);
  });

  it('C1 gives who had an accessible seat an accessible one, or the money', async () => {
    const tripId = await newBus();
    const order = await late.lateOrder([{ tripId, ...way, seats: [6, 7] }]);
    await late.lose(tripId, [7]);
    const booked = await late.paid(order);
    expect(booked.claims.find((claim) => claim.orderedSeatLabel === '7')?.seat).toBe(8);

    const other = await newBus();
    const needing = await late.lateOrder([{ tripId: other, ...way, seats: [7] }]);
    await late.lose(other, [7, 8]);
    expect((await late.paid(needing)).status).toBe('unallocated');
    expect(await sale.violations()).toBe(0);
  });

  it('C1 keeps what the order still has and finds single seats when no bus has room for all together', async () => {
    const tripId = await sale.addTrip();
    const order = await late.lateOrder([{ tripId, ...way, seats: [1, 2] }]);
    await late.lose(tripId, [2, 3]);
    const booked = await late.paid(order);
    expect(seatsOf(booked)).toEqual([1, 4]);
    expect(booked.claims.map((claim) => claim.orderedSeatLabel)).toEqual([null, '2']);
    expect(await sale.violations()).toBe(0);
  });

  it('C1 buys all of its trips or none of them', async () => {
    const [out, back] = [await sale.addTrip(), await sale.addTrip()];
    const trips = (seat: number) => [
      { tripId: out, ...way, seats: [seat] },
      { tripId: back, ...way, seats: [seat] },
    ];
    const [first, second] = [await late.lateOrder(trips(1)), await late.lateOrder(trips(2))];
    await late.lose(out, [1]);
    await late.lose(back, [1, 2, 3]);
    expect((await late.paid(first)).claims.map((claim) => [claim.tripId, claim.seat])).toEqual([
      [out, 2],
      [back, 4],
    ]);
    // The way out has room still, the way back has not.
    expect((await late.paid(second)).status).toBe('unallocated');
    expect(await late.told('refund-due', second)).toMatchObject([{ amount: second.total }]);
    expect(await sale.violations()).toBe(0);
  });

  it('C1 takes no seat from who waits for one, nor one that is offered, nor one that is kept', async () => {
    const { tripId, orders } = await fullTrip(sale);
    const waiter = await sale.buyer();
    const entry = await wait(waiter, { tripId });
    const order = await late.letBeLate(orders[0] ?? expect.fail());
    for (const job of sale.service.jobs.filter(({ name }) => name === 'expire-orders')) await job.run();
    expect((await late.paid(order)).status).toBe('unallocated');
    await offerAll(sale.service);
    expect(await entryOf(waiter, entry)).toMatchObject({ status: 'offered' });

    const other = await sale.addTrip();
    const later = await late.lateOrder([{ tripId: other, ...way, seats: [1] }]);
    await late.lose(other, [1, 2]);
    const supervisor = sale.served.as(await sale.bed.tokens.staff('supervisor', companyId));
    for (const [seat, keptFor] of [
      [3, 'nobody'],
      [4, 'reduced-mobility'],
    ] as const) {
      const body = { tripId: other, seats: [seat], keptFor, minutesBefore: null, reason: 'kept' };
      expect(await supervisor(keepSeats, { params: { companyId }, body, idempotencyKey: newId() })).toMatchObject({
        ok: true,
      });
    }
    expect((await late.paid(later)).status).toBe('unallocated');
    expect(await sale.violations()).toBe(0);
  });

  it('C1 gives who had a seat kept for reduced mobility another such seat', async () => {
    const tripId = await sale.addTrip();
    const supervisor = sale.served.as(await sale.bed.tokens.staff('supervisor', companyId));
    const body = { tripId, seats: [1, 4], keptFor: 'reduced-mobility' as const, minutesBefore: null, reason: 'ramp' };
    await supervisor(keepSeats, { params: { companyId }, body, idempotencyKey: newId() });
    const order = await late.lateOrder([{ tripId, ...way, seats: [1] }], { reducedMobility: true });
    await late.lose(tripId, [1], { reducedMobility: true });
    await late.lose(tripId, [2, 3]);
    expect(seatsOf(await late.paid(order))).toEqual([4]);
    expect(await sale.violations()).toBe(0);
  });

  it('C1 seats nobody else beside a woman who travels alone', async () => {
    const ruled = drawnLayout(['ss']);
    await sale.bed.hear(sale.service, layoutChanged, { version: 1, companyId, layout: ruled });
    await sale.bed.admin('insert into ticketing.sale_rules (company_id, women_beside_women) values ($1, true)', [
      companyId,
    ]);
    const [ofMan, ofWoman] = [
      await sale.addTrip({ layoutId: ruled.layoutId }),
      await sale.addTrip({ layoutId: ruled.layoutId }),
    ];
    const man = await late.lateOrder([{ tripId: ofMan, ...way, seats: [1] }]);
    await late.lose(ofMan, [1], { womenOnly: true });
    const woman = await late.lateOrder([{ tripId: ofWoman, ...way, seats: [1] }], { womenOnly: true });
    await late.lose(ofWoman, [1], { womenOnly: true });
    expect((await late.paid(man)).status).toBe('unallocated');
    expect(seatsOf(await late.paid(woman))).toEqual([2]);
    await sale.bed.admin('delete from ticketing.sale_rules');
  });

  it('C1 ten late payers want the four seats that are left: four have one each, six their money', async () => {
    const [tripId, spare] = [await sale.addTrip({ layoutId: bus.layoutId }), 4];
    const orders: Order[] = [];
    for (let n = 0; n < 10; n += 1) {
      const order = await late.lateOrder([{ tripId, ...way, seats: [3 + (n % spare)] }]);
      orders.push(order);
    }
    await late.lose(tripId, [1, 2, 7, 8]);
    await Promise.all(orders.map(async (order) => await sale.pay(order)));
    const states = await Promise.all(orders.map(async (order) => (await late.byLink(order)).status));
    expect(states.filter((status) => status === 'confirmed')).toHaveLength(spare);
    expect(states.filter((status) => status === 'unallocated')).toHaveLength(10 - spare);
    expect(await sale.violations()).toBe(0);
  });
});

describe('C1 other seats than ordered', () => {
  async function withOtherSeats(): Promise<Order> {
    const tripId = await sale.addTrip();
    const order = await late.lateOrder([{ tripId, ...way, seats: [1] }]);
    await late.lose(tripId, [1]);
    return await late.paid(order);
  }
  const giveBack = async ({ link }: Order) =>
    await sale.served.as()(cancelOtherSeats, { params: { link: link ?? '' }, body: {} });

  const countWaiting = async (): Promise<number> =>
    (
      await sale.bed.admin(
        "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
      )
    ).length;

  it('C1 may be given back for all of the money, which asked for twice goes back once', async () => {
    const order = await withOtherSeats();
    const [one, two] = await Promise.all([giveBack(order), giveBack(order)]);
    expect([one.ok, two.ok]).toEqual([true, true]);
    expect(await giveBack(order)).toMatchObject({
      ok: true,
      value: { freeCancellationUntil: null, claims: [{ ticket: { status: 'cancelled' } }] },
    });
    expect(await late.told('refund-due', order)).toMatchObject([{ cause: 'other-seats', amount: order.total }]);
    expect(await late.told('tickets-cancelled', order)).toHaveLength(1);
    expect(await sale.violations()).toBe(0);
  });

  it('C1 that are given back while their trip is cancelled end once, and no news tells of no tickets', async () => {
    const order = await withOtherSeats();
    const both = await transaction(sale.bed.deps.db, asService, async (tx) => {
      await sql`select from tickets where order_id = ${order.orderId} for update`.execute(tx);
      const givingBack = giveBack(order);
      while ((await countWaiting()) < 1) continue;
      const cancelling = sale.cancelTrip(order.claims[0]?.tripId ?? expect.fail());
      while ((await countWaiting()) < 2) continue;
      return [givingBack, cancelling] as const;
    });
    expect(await both[0]).toMatchObject({ ok: true });
    await both[1];
    expect(await late.told('tickets-cancelled', order)).toHaveLength(1);
    expect(await late.told('refund-due', order)).toMatchObject([{ cause: 'other-seats', amount: order.total }]);
    expect(await sale.violations()).toBe(0);
  });

  it('C1 are kept by who has boarded with them', async () => {
    const order = await withOtherSeats();
    await sale.bed.admin('update ticketing.tickets set boarded_at = now() where order_id = $1', [order.orderId]);
    expect(await giveBack(order)).toMatchObject({ code: 'ALREADY_BOARDED' });
    expect(await late.byLink(order)).toMatchObject({ status: 'confirmed', claims: [{ ticket: { status: 'issued' } }] });
    expect(await late.told('refund-due', order)).toEqual([]);
    expect(await sale.violations()).toBe(0);
  });

  it('C1 are kept when the time to decide is over, and nobody gives back what was ordered', async () => {
    const order = await withOtherSeats();
    await sale.bed.admin(
      "update ticketing.orders set free_cancellation_until = now() - interval '1 millisecond' where order_id = $1",
      [order.orderId],
    );
    expect(await giveBack(order)).toMatchObject({ code: 'CANCELLATION_NOT_FREE' });
    expect(await late.byLink(order)).toMatchObject({
      freeCancellationUntil: null,
      claims: [{ ticket: { status: 'issued' } }],
    });
    const asOrdered = await sale.book(buyer, [{ tripId: await sale.addTrip(), ...way, seats: [1] }]);
    expect(await giveBack(asOrdered)).toMatchObject({ code: 'CANCELLATION_NOT_FREE' });
    expect(await giveBack({ ...order, link: 'x'.repeat(22) })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await late.told('refund-due', order)).toEqual([]);
  });
});

it('C1 leaves nothing that the audit would find', async () => {
  const found: unknown[] = [];
  await sale.service.audit?.((violation) => found.push(violation));
  expect(found).toEqual([]);
});
