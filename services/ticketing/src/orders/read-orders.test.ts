import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimGuestOrders, getOrder, getOrderByLink, listMyOrders } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';

let sale: Sale;
let buyer: Buyer;

beforeAll(async () => {
  sale = await openSale();
  buyer = await sale.buyer();
});
afterAll(async () => await sale.bed.close());

it("one sees one's own order and nobody else's, with its status by the clock", async () => {
  const order = await sale.hold(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 1, seats: [1] }]);
  const read = async (by: Buyer) => await by.call(getOrder, { params: { orderId: order.orderId } });
  expect(await read(buyer)).toMatchObject({ ok: true, value: { ...order, serverTime: expect.any(String) } });
  expect(await read(await sale.buyer())).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  await sale.age(order.orderId);
  expect(await read(buyer)).toMatchObject({ ok: true, value: { status: 'expired' } });
});

it('an order says which of its buses leave only about then, when it is made and whenever it is read', async () => {
  const trips = [await sale.addTrip({ approximate: true }), await sale.addTrip()];
  const order = await sale.hold(
    buyer,
    trips.map((tripId) => ({ tripId, from: 0, to: 1, seats: [1] })),
  );
  const read = await buyer.call(getOrder, { params: { orderId: order.orderId } });
  for (const claims of [order.claims, read.ok ? read.value.claims : []])
    expect(new Map(claims.map((claim) => [claim.tripId, claim.approximate]))).toEqual(
      new Map(trips.map((tripId, index) => [tripId, index === 0])),
    );
});

describe('a private link', () => {
  it('shows its order to whoever holds it, with tickets once there are any', async () => {
    const order = await sale.book(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 1, seats: [1, 2] }]);
    const answer = await sale.served.as()(getOrderByLink, { params: { link: order.link ?? '' } });
    expect(answer).toMatchObject({ ok: true, value: { orderId: order.orderId, status: 'confirmed' } });
    const tickets = answer.ok ? answer.value.claims.map((claim) => claim.ticket) : [];
    expect(tickets).toEqual(
      [1, 2].map(() => ({
        ticketId: expect.any(String),
        shortCode: expect.stringMatching(/^[CDFGHJKMNPQRTWXY34679]{6}$/),
        status: 'issued',
        token: null,
      })),
    );
  });

  it('that nobody has leads nowhere', async () => {
    expect(await sale.served.as()(getOrderByLink, { params: { link: 'AAAAAAAAAAAAAAAAAAAAAA' } })).toMatchObject({
      ok: false,
      code: 'NOT_FOUND',
    });
  });
});

it('my orders are the confirmed ones, newest first, twenty a page', async () => {
  const me = await sale.buyer();
  const booked: string[] = [];
  const trips: number[] = [];
  for (let n = 0; n < 22; n += 1) {
    if (n % 4 === 0) trips.push(await sale.addTrip());
    booked.unshift(
      (await sale.book(me, [{ tripId: trips.at(-1) ?? 0, from: 0, to: 1, seats: [(n % 4) + 1] }])).orderId,
    );
  }
  await sale.hold(me, [{ tripId: await sale.addTrip(), from: 0, to: 1, seats: [1] }]);
  const first = await me.call(listMyOrders, { query: {} });
  if (!first.ok) return expect.fail(first.code);
  expect(first.value.orders.map((order) => order.orderId)).toEqual(booked.slice(0, 20));
  expect(first.value.more).toBe(true);
  const rest = await me.call(listMyOrders, { query: { before: booked[19] ?? '' } });
  expect(rest.ok && [rest.value.orders.map((order) => order.orderId), rest.value.more]).toEqual([
    booked.slice(20),
    false,
  ]);
  expect(await (await sale.buyer()).call(listMyOrders, { query: {} })).toMatchObject({
    ok: true,
    value: { orders: [], more: false },
  });
});

describe('signing in', () => {
  it("moves the guest's orders to the account, once", async () => {
    const guest = await sale.buyer();
    const accountId = newId();
    const account = sale.served.as(await sale.bed.tokens.customer(accountId));
    const order = await sale.book(guest, [{ tripId: await sale.addTrip(), from: 0, to: 1, seats: [1] }]);
    expect(await account(claimGuestOrders, { body: { guestToken: guest.token } })).toMatchObject({
      ok: true,
      value: { moved: 1 },
    });
    expect(await account(claimGuestOrders, { body: { guestToken: guest.token } })).toMatchObject({
      ok: true,
      value: { moved: 0 },
    });
    expect(await account(getOrder, { params: { orderId: order.orderId } })).toMatchObject({
      ok: true,
      value: { claims: [{ ticket: { status: 'issued' } }] },
    });
    expect(await guest.call(getOrder, { params: { orderId: order.orderId } })).toMatchObject({
      ok: false,
      code: 'NOT_FOUND',
    });
  });

  it("leaves a guest's order whose key the account used too", async () => {
    const guest = await sale.buyer();
    const accountId = newId();
    const token = await sale.bed.tokens.customer(accountId);
    const key = newId();
    const tripId = await sale.addTrip();
    await sale.hold(guest, [{ tripId, from: 0, to: 1, seats: [1] }], key);
    await sale.hold(
      { subjectId: accountId, token, call: sale.served.as(token) },
      [{ tripId, from: 0, to: 1, seats: [2] }],
      key,
    );
    expect(await sale.served.as(token)(claimGuestOrders, { body: { guestToken: guest.token } })).toMatchObject({
      ok: true,
      value: { moved: 0 },
    });
  });

  it("is refused: GUEST_TOKEN_INVALID for a forged token and for an account's", async () => {
    const account = sale.served.as(await sale.bed.tokens.customer());
    for (const guestToken of ['forged', await sale.bed.tokens.customer()]) {
      expect(await account(claimGuestOrders, { body: { guestToken } })).toMatchObject({
        ok: false,
        code: 'GUEST_TOKEN_INVALID',
      });
    }
    expect(await buyer.call(claimGuestOrders, { body: { guestToken: buyer.token } })).toMatchObject({
      ok: false,
      code: 'UNAUTHENTICATED',
    });
  });
});
