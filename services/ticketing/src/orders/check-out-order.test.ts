import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkOutOrder, getPayableOrder, holdSeats, releaseOrder, type BodyOf, type Order } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { asService, transaction } from '@safiri/runtime';
import { openSale, sampleContact, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { findOrderByReference } from './order-queries.ts';

let sale: Sale;
let buyer: Buyer;

beforeAll(async () => {
  sale = await openSale({ config: { holdMinutes: 5 } });
  buyer = await sale.buyer();
});
afterAll(async () => await sale.bed.close());

type Body = BodyOf<typeof checkOutOrder>;

function bodyFor(order: Order, given: Partial<Body> = {}): Body {
  return {
    contact: sampleContact,
    passengers: order.claims.map(({ claimId }, index) => ({ claimId, name: `Ama ${index}` })),
    ...given,
  };
}

async function hold(seats = [1, 2]): Promise<Order> {
  return await sale.hold(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 2, seats }]);
}

async function payable(
  order: Order,
  payer = buyer.subjectId,
  becauseOf?: string,
): Promise<Awaited<ReturnType<typeof call>>> {
  const call = async () => {
    const service = await sale.bed.tokens.service('payment', 'ticketing', becauseOf);
    const peer = sale.served.asPeer(service, becauseOf);
    return await peer(getPayableOrder, { params: { orderId: order.orderId }, query: { payer } });
  };
  return await call();
}

describe('checkout', () => {
  it('names passengers and contact, makes the link and moves the end of the hold to the payment window, once', async () => {
    const order = await hold();
    const answer = await buyer.call(checkOutOrder, { params: { orderId: order.orderId }, body: bodyFor(order) });
    if (!answer.ok) return expect.fail(answer.code);
    const opened = answer.value;
    expect(opened).toMatchObject({
      status: 'checkout',
      total: order.total,
      contact: sampleContact,
      link: expect.stringMatching(/^[\w-]{22}$/),
    });
    expect(opened.claims.map((claim) => claim.passengerName)).toEqual(['Ama 0', 'Ama 1']);
    const window = Date.parse(opened.expiresAt) - Date.parse(opened.serverTime);
    expect(window).toBeGreaterThan(479_000);
    expect(window).toBeLessThanOrEqual(480_000);

    const renamed = bodyFor(order, {
      contact: { email: 'kofi@example.org' },
      passengers: order.claims.map(({ claimId }) => ({ claimId, name: 'Kofi' })),
    });
    const again = await buyer.call(checkOutOrder, { params: { orderId: order.orderId }, body: renamed });
    expect(again).toMatchObject({
      ok: true,
      value: { expiresAt: opened.expiresAt, link: opened.link, contact: { phone: null, email: 'kofi@example.org' } },
    });
    const [claims] = await sale.bed.admin(
      'select bool_and(c.expires_at = o.expires_at) as same from ticketing.claims c join ticketing.orders o using (order_id) where order_id = $1',
      [order.orderId],
    );
    expect(claims).toEqual({ same: true });
  });

  it('leaves a longer hold as it is', async () => {
    const order = await hold();
    await sale.bed.admin("update ticketing.orders set expires_at = now() + interval '30 minutes' where order_id = $1", [
      order.orderId,
    ]);
    const answer = await buyer.call(checkOutOrder, { params: { orderId: order.orderId }, body: bodyFor(order) });
    expect(answer.ok && Date.parse(answer.value.expiresAt) - Date.parse(answer.value.serverTime)).toBeGreaterThan(
      1_700_000,
    );
  });

  it('is refused: CONTACT_MISSING, PASSENGERS_MISMATCH, and nothing is opened', async () => {
    const order = await hold();
    const other = await hold();
    const [first = { claimId: '', name: '' }] = bodyFor(order).passengers;
    const refused: [string, Body][] = [
      ['CONTACT_MISSING', bodyFor(order, { contact: {} })],
      ['PASSENGERS_MISMATCH', bodyFor(order, { passengers: [first] })],
      ['PASSENGERS_MISMATCH', bodyFor(order, { passengers: [first, first] })],
      ['PASSENGERS_MISMATCH', bodyFor(order, { passengers: bodyFor(other).passengers })],
    ];
    for (const [code, body] of refused)
      expect(await buyer.call(checkOutOrder, { params: { orderId: order.orderId }, body })).toMatchObject({
        ok: false,
        code,
      });
    expect(await payable(order)).toMatchObject({ ok: false, code: 'ORDER_NOT_OPEN' });
  });

  it('is refused: HOLD_EXPIRED, also when the sweeper or another buyer came first', async () => {
    const [overdue, swept, lost] = [await hold(), await hold(), await hold()];
    for (const order of [overdue, swept, lost]) await sale.age(order.orderId);
    await sale.bed.admin("update ticketing.claims set expires_at = now() + interval '1 hour' where order_id = $1", [
      overdue.orderId,
    ]);
    for (const job of sale.service.jobs) await job.run();
    const taken = lost.claims.map(({ tripId, seat }) => ({ tripId, from: 0, to: 2, seats: [seat] }))[0];
    await (await sale.buyer()).call(holdSeats, { body: { trips: [taken ?? expect.fail()] }, idempotencyKey: newId() });
    for (const order of [overdue, swept, lost]) {
      expect(
        await buyer.call(checkOutOrder, { params: { orderId: order.orderId }, body: bodyFor(order) }),
      ).toMatchObject({ ok: false, code: 'HOLD_EXPIRED' });
    }
  });

  it('is refused: ORDER_NOT_HELD once released or confirmed, NOT_FOUND for others', async () => {
    const order = await hold();
    expect(
      await (await sale.buyer()).call(checkOutOrder, { params: { orderId: order.orderId }, body: bodyFor(order) }),
    ).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    await buyer.call(releaseOrder, { params: { orderId: order.orderId } });
    expect(await buyer.call(checkOutOrder, { params: { orderId: order.orderId }, body: bodyFor(order) })).toMatchObject(
      { ok: false, code: 'ORDER_NOT_HELD' },
    );
    const booked = await sale.book(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 2, seats: [1] }]);
    expect(
      await buyer.call(checkOutOrder, { params: { orderId: booked.orderId }, body: bodyFor(booked) }),
    ).toMatchObject({ ok: false, code: 'ORDER_NOT_HELD' });
  });
});

describe('what payment may charge', () => {
  it('is an order of its payer that is open, with its amount and end', async () => {
    const order = await sale.checkOut(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 3, seats: [1] }]);
    expect(await payable(order)).toMatchObject({
      ok: true,
      value: {
        orderId: order.orderId,
        ownerId: buyer.subjectId,
        reference: order.reference,
        total: order.total,
        payUntil: order.expiresAt,
      },
    });
    expect(await payable(order, newId())).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    expect(await payable({ ...order, orderId: newId() })).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    expect(
      await sale.served.as(buyer.token)(getPayableOrder, {
        params: { orderId: order.orderId },
        query: { payer: buyer.subjectId },
      }),
    ).toMatchObject({ ok: false, code: 'UNAUTHENTICATED' });
  });

  it('is, when a user’s request makes payment ask, an order of that user, whomever payment names', async () => {
    const order = await sale.checkOut(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 3, seats: [1] }]);
    expect(await payable(order, buyer.subjectId, buyer.token)).toMatchObject({ ok: true });
    const another = await sale.buyer();
    expect(await payable(order, buyer.subjectId, another.token)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  });

  it('is nothing while not opened, once over, released or confirmed, or when its trip was cancelled', async () => {
    const tripId = await sale.addTrip();
    const held = await sale.hold(buyer, [{ tripId, from: 0, to: 1, seats: [1] }]);
    const over = await sale.checkOut(buyer, [{ tripId, from: 0, to: 1, seats: [2] }]);
    const released = await sale.checkOut(buyer, [{ tripId, from: 0, to: 1, seats: [3] }]);
    const confirmed = await sale.book(buyer, [{ tripId, from: 0, to: 1, seats: [4] }]);
    const cancelled = await sale.checkOut(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 1, seats: [4] }]);
    await sale.age(over.orderId);
    await buyer.call(releaseOrder, { params: { orderId: released.orderId } });
    await sale.bed.admin("update ticketing.trips set status = 'cancelled' where trip_id = $1", [
      cancelled.claims[0]?.tripId,
    ]);
    for (const order of [held, over, released, confirmed, cancelled])
      expect(await payable(order)).toMatchObject({ ok: false, code: 'ORDER_NOT_OPEN' });
  });
});

describe('the reference of an order that is opened for payment', () => {
  it('is another when one that was opened before has it, and no held order is found by it', async () => {
    // As after the release that keeps references unique only where people were told them.
    await sale.bed.admin('alter table ticketing.orders drop constraint orders_reference');
    const [first, second] = [await hold(), await hold()];
    await sale.bed.admin('update ticketing.orders set reference = $1 where order_id = $2', [
      first.reference,
      second.orderId,
    ]);
    const open = async (order: Order): Promise<Order> => {
      const answer = await buyer.call(checkOutOrder, { params: { orderId: order.orderId }, body: bodyFor(order) });
      return answer.ok ? answer.value : expect.fail(answer.code);
    };
    const found = async (): Promise<string | undefined> =>
      await transaction(
        sale.bed.deps.db,
        asService,
        async (tx) => (await findOrderByReference(tx, first.reference))?.orderId,
      );
    expect(await found()).toBeUndefined();
    expect((await open(first)).reference).toBe(first.reference);
    expect(await found()).toBe(first.orderId);
    const opened = await open(second);
    expect(opened.reference).toMatch(/^[A-Z0-9]{8}$/);
    expect(opened.reference).not.toBe(first.reference);
    expect((await open(second)).reference).toBe(opened.reference);
    expect(await found()).toBe(first.orderId);
  });
});
