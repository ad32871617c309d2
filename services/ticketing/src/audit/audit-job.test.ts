import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { releaseOrder, type Order } from '@safiri/contracts';
import { assert, newId } from '@safiri/kernel';
import { asService, transaction, type FoundViolation } from '@safiri/runtime';
import { auditEverything, type Pass, type Step } from '@safiri/runtime/audit';
import { decideHold, itemFor, openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { changePasses } from './follow-changes.ts';
import { ticketingAuditor } from './ticketing-auditor.ts';

let sale: Sale;
let buyer: Buyer;
beforeAll(async () => {
  sale = await openSale();
  buyer = await sale.buyer();
});
afterAll(async () => await sale.bed.close());

const seatOn = (tripId: number, seat = 1) => [{ tripId, from: 0, to: 2, seats: [seat] }];

/** Each pass in turn, and the second look at what was found before. */
async function takeTurns(): Promise<void> {
  const job = sale.service.jobs.find(({ name }) => name === 'audit') ?? expect.fail('there is an audit');
  for (let turn = 0; turn <= changePasses.length + 2; turn += 1) await job.run();
}

async function auditAll(): Promise<FoundViolation[]> {
  const said: FoundViolation[] = [];
  await sale.service.audit?.((violation) => said.push(violation));
  return said;
}

async function plant(statements: string): Promise<void> {
  await sale.bed.admin(
    `begin; set local session_replication_role = replica; set local search_path = ticketing; ${statements}; select recount_legs(null); commit`,
  );
}

async function newsAbout(tripId: number) {
  return (await sale.newsOf('invariant-violated')).filter(({ payload }) =>
    JSON.stringify(payload).includes(`"tripId":${tripId},`),
  );
}

async function nextOf(name: string, position: string | null): Promise<Step> {
  const pass: Pass | undefined = changePasses.find((each) => each.name === name);
  assert(pass !== undefined, `${name} is a pass`);
  return await transaction(sale.bed.deps.db, asService, async (tx) => await pass.next(tx, position));
}

describe('an order that has ended', () => {
  const leftItsEnd = (order: Order) => [
    expect.objectContaining({ invariant: 'ends-stay', kind: 'order-left-its-end', subject: `order ${order.orderId}` }),
  ];

  it('and is something else later is found', async () => {
    const order = await sale.hold(buyer, seatOn(await sale.addTrip()));
    await buyer.call(releaseOrder, { params: { orderId: order.orderId } });
    expect(await auditAll()).toEqual([]);
    await plant(`update orders set status = 'expired' where order_id = '${order.orderId}'`);
    expect(await auditAll()).toEqual(leftItsEnd(order));
    await plant(`update orders set status = 'released' where order_id = '${order.orderId}'`);
  });

  it('and was paid for may not be gone', async () => {
    const tripId = await sale.addTrip();
    const order = await sale.checkOut(buyer, seatOn(tripId));
    await sale.age(order.orderId);
    // The whole bus: else late money buys another seat.
    await sale.hold(await sale.buyer(), [{ tripId, from: 0, to: 2, seats: [1, 2, 3, 4] }]);
    await sale.pay(order);
    expect(await auditAll()).toEqual([]);
    const [row] = await sale.bed.admin<{ row: string }>(
      'select o::text as row from ticketing.orders o where order_id = $1',
      [order.orderId],
    );
    await plant(`delete from orders where order_id = '${order.orderId}'`);
    expect(await auditAll()).toEqual(leftItsEnd(order));
    await sale.bed.admin('insert into ticketing.orders select ($1::ticketing.orders).*', [row?.row]);
  });

  it('and was given back may be removed, and is forgotten', async () => {
    const order = await sale.hold(buyer, seatOn(await sale.addTrip()));
    await buyer.call(releaseOrder, { params: { orderId: order.orderId } });
    await auditAll();
    await sale.bed.admin("update ticketing.orders set expires_at = now() - interval '3 days' where order_id = $1", [
      order.orderId,
    ]);
    await sale.service.jobs.find(({ name }) => name === 'forget-unpaid-orders')?.run();
    expect(await auditAll()).toEqual([]);
    expect(await sale.bed.admin('select from ticketing.final_orders where order_id = $1', [order.orderId])).toEqual([]);
  });
});

describe('a violation', () => {
  it('is logged and said once while it lasts, is over when it is mended, and is said again when it comes back', async () => {
    const tripId = await sale.addTrip();
    await sale.book(buyer, seatOn(tripId));
    const logged = vi.spyOn(sale.bed.deps.log, 'error');
    await plant(
      `update seat_inventory set occupied = leg_mask(0::smallint, 3::smallint) where trip_id = ${tripId} and seat = 1`,
    );
    for (let time = 0; time < 3; time += 1) await takeTurns();
    await auditAll();
    const about = {
      service: 'ticketing',
      invariant: 'no-overlap',
      kind: 'seat-bits',
      subject: `trip ${tripId} seat 1`,
      tripId,
      orderId: null,
    };
    expect((await newsAbout(tripId)).map(({ payload }) => payload)).toEqual([
      {
        ...about,
        violationId: expect.any(String),
        version: 1,
        sentence: expect.stringContaining(`trip ${tripId}`),
        foundAt: expect.any(String),
      },
    ]);
    expect(logged.mock.calls).toEqual([[{ ...about, violationId: expect.any(String) }, 'invariant violated']]);
    logged.mockRestore();

    await plant(
      `update seat_inventory set occupied = leg_mask(0::smallint, 2::smallint) where trip_id = ${tripId} and seat = 1`,
    );
    await takeTurns();
    expect(
      await sale.bed.admin('select version, over_at is null as open from ticketing.violations where trip_id = $1', [
        tripId,
      ]),
    ).toEqual([{ version: '1', open: false }]);
    await plant(
      `update seat_inventory set occupied = leg_mask(0::smallint, 3::smallint) where trip_id = ${tripId} and seat = 1`,
    );
    await takeTurns();
    expect((await newsAbout(tripId)).map(({ version }) => version)).toEqual([1, 2]);
    await plant(
      `update seat_inventory set occupied = leg_mask(0::smallint, 2::smallint) where trip_id = ${tripId} and seat = 1`,
    );
  });

  it('that may be news on its way is said when it lasts, and never when it was over before', async () => {
    const tripIds = [await sale.addTrip(), await sale.addTrip()];
    for (const tripId of tripIds) await sale.book(buyer, seatOn(tripId));
    const cancel = async (status: string, ids: readonly number[]): Promise<void> =>
      void (await sale.bed.admin('update ticketing.trips set status = $1 where trip_id = any ($2)', [status, ids]));
    await cancel('cancelled', tripIds);
    await takeTurns();
    for (const tripId of tripIds) expect(await newsAbout(tripId)).toEqual([]);

    await cancel('scheduled', tripIds.slice(1));
    await sale.bed.admin(
      "update ticketing.violations set first_seen_at = now() - interval '31 minutes' where trip_id = any ($1)",
      [tripIds],
    );
    await takeTurns();
    expect(await Promise.all(tripIds.map(async (tripId) => (await newsAbout(tripId)).length))).toEqual([1, 0]);
    expect(await sale.bed.admin('select from ticketing.violations where trip_id = $1', [tripIds[1]])).toEqual([]);

    const said: string[] = [];
    await auditEverything({
      db: sale.bed.deps.db,
      auditor: ticketingAuditor,
      say: ({ kind, subject }) => said.push(`${kind} of ${subject}`),
      secondLookAfter: 0,
    });
    expect(said).toEqual([`sold-on-cancelled-trip of trip ${tripIds[0]}`]);
    await cancel('scheduled', tripIds);
  });

  it('is shown to the service alone', async () => {
    expect((await sale.bed.deps.db.pool.query('select from violations')).rows).toEqual([]);
  });
});

describe('what changed', () => {
  it('is looked at a minute later: payments, refunds and ends by their time', async () => {
    const trip = await sale.addTrip();
    const booked = await sale.book(buyer, seatOn(trip, 1));
    const over = await sale.hold(buyer, seatOn(trip, 2));
    await sale.age(over.orderId);
    await sale.service.jobs.find(({ name }) => name === 'expire-orders')?.run();
    await sale.cancelTrip(trip);
    for (const name of ['payments', 'refunds', 'ended-orders'])
      expect((await nextOf(name, null)).scope.orderIds, name).not.toContain(booked.orderId);

    const earlier = "- interval '2 minutes' where order_id = $1";
    await sale.bed.admin(`update ticketing.order_payments set heard_at = heard_at ${earlier}`, [booked.orderId]);
    await sale.bed.admin(`update ticketing.order_refunds set decided_at = decided_at ${earlier}`, [booked.orderId]);
    await sale.bed.admin(`update ticketing.orders set expires_at = expires_at ${earlier}`, [over.orderId]);
    expect((await nextOf('payments', null)).scope).toEqual({ orderIds: [booked.orderId], tripIds: [trip] });
    expect((await nextOf('refunds', null)).scope).toEqual({ orderIds: [booked.orderId], tripIds: [trip] });
    const ended = await nextOf('ended-orders', null);
    expect(ended.scope).toEqual({ orderIds: [over.orderId], tripIds: [trip] });
    expect(await nextOf('ended-orders', ended.position)).toMatchObject({
      scope: { orderIds: [], tripIds: [] },
      position: ended.position,
    });
  });

  it('is followed in steps of 25 trips, none left out', async () => {
    const tripIds = await Promise.all(Array.from({ length: 60 }, async () => await sale.addTrip()));
    const milliseconds = sale.bed.deps.clock.now().getTime() - 120_000;
    const orderIds = tripIds.map((_trip, index) => idAt(milliseconds + index));
    for (const [index, tripId] of tripIds.entries())
      await decideHold(
        sale.bed.deps.db,
        itemFor([{ tripId, seat: 1, from: 0, to: 1 }], { orderId: orderIds[index] ?? newId() }),
        10,
      );
    const steps: Step[] = [];
    for (let position: string | null = null; steps.length < 4; position = steps.at(-1)?.position ?? null)
      steps.push(await nextOf('new-orders', position));
    expect(steps.map(({ scope }) => scope.tripIds.length)).toEqual([25, 25, 10, 0]);
    expect(steps.flatMap(({ scope }) => scope.orderIds)).toEqual(orderIds);
    expect(await auditAll()).toEqual([]);
  });

  function idAt(milliseconds: number): string {
    const time = milliseconds.toString(16).padStart(12, '0');
    return `${time.slice(0, 8)}-${time.slice(8)}${newId().slice(13)}`;
  }
});
