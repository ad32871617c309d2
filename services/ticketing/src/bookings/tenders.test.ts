import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { getOrder, releaseOrder, type Order } from '@safiri/contracts';
import { assert, newId } from '@safiri/kernel';
import { asService, transaction } from '@safiri/runtime';
import type { Buyer } from '../../tests/open-sale.ts';
import { openVoucherDesk, type VoucherDesk } from '../../tests/voucher-desk.ts';
import { sampleCompany } from '../network/sample-network.ts';
import { expireOrders } from '../orders/expire-orders.ts';
import { lockOrder } from '../orders/order-queries.ts';
import { refundBooking } from './split-refund.ts';

let desk: VoucherDesk;
let buyer: Buyer;
let tripId: number;
const { companyId } = sampleCompany;

beforeAll(async () => {
  desk = await openVoucherDesk();
});
afterAll(async () => await desk.sale.bed.close());
beforeEach(async () => {
  desk.sale.bed.deps.clock.advanceSeconds(61);
  buyer = await desk.sale.buyer();
  tripId = await desk.sale.addTrip();
});

async function checkOut(seats: number[]): Promise<Order> {
  return await desk.sale.checkOut(buyer, [{ tripId, from: 0, to: 1, seats }]);
}

/** An order for these seats at 1000 each, with a voucher of an amount reserved for it. */
async function withVoucher(seats: number[], amountMinor: number) {
  const order = await checkOut(seats);
  const voucher = await desk.issue(amountMinor);
  const answer = await desk.put(buyer, order, voucher);
  assert(answer.ok, 'the voucher is put on the order');
  return { order: answer.value, voucher };
}

async function payDue(order: Order): Promise<string> {
  return await desk.sale.pay(order, { amount: order.due });
}

async function expire(order: Order): Promise<void> {
  await desk.sale.age(order.orderId);
  await expireOrders({ ...desk.sale.bed.deps } as never).run();
}

async function newsOf(type: string, aggregateId: string) {
  return (await desk.sale.newsOf(type))
    .filter((event) => event.aggregateId === aggregateId)
    .map(({ payload }) => payload);
}

async function statusOf({ orderId }: Order): Promise<string | undefined> {
  const [row] = await desk.sale.bed.admin<{ status: string }>(
    'select status from ticketing.orders where order_id = $1',
    [orderId],
  );
  return row?.status;
}

describe('an order that vouchers and money pay', () => {
  it('is booked by the money that is left to pay, and says who paid what, once', async () => {
    const { order, voucher } = await withVoucher([1, 2], 1500);
    const attemptId = await payDue(order);
    await desk.sale.pay(order, { attemptId, amount: order.due });
    expect(await desk.books(voucher)).toMatchObject({ reserved: 0, used: 1500 });
    expect(await newsOf('booking-confirmed', order.orderId)).toMatchObject([
      {
        total: { amountMinor: 2000 },
        vouchers: [{ voucherId: voucher.voucher.voucherId, issuerId: companyId, amount: { amountMinor: 1500 } }],
      },
    ]);
    expect(await newsOf('refund-due', order.orderId)).toEqual([]);
    expect(await desk.sale.violations()).toBe(0);
  });

  it('is booked by money alone, where an attempt began for all of it just before: the voucher keeps what it has', async () => {
    const { order, voucher } = await withVoucher([1], 400);
    await desk.sale.pay(order, { amount: order.total });
    expect(await statusOf(order)).toBe('confirmed');
    expect(await desk.books(voucher)).toMatchObject({ remaining: 400, reserved: 0, used: 0 });
    const [booked] = await newsOf('booking-confirmed', order.orderId);
    expect(booked).not.toHaveProperty('vouchers');
    const shown = await buyer.call(getOrder, { params: { orderId: order.orderId } });
    expect(shown).toMatchObject({ value: { due: order.total, vouchers: [] } });
    expect(await desk.sale.violations()).toBe(0);
  });

  it('is not booked for less, where a voucher was taken off meanwhile: the money goes back', async () => {
    const { order, voucher } = await withVoucher([1], 400);
    await desk.takeOff(buyer, order, voucher);
    await payDue(order);
    expect(await statusOf(order)).toBe('checkout');
    expect(await newsOf('refund-due', order.orderId)).toMatchObject([
      { amount: { amountMinor: 600 }, cause: 'amount-mismatch' },
    ]);
    expect(await desk.sale.violations()).toBe(0);
  });

  it('is booked by late money, if the voucher still has what it had released', async () => {
    const { order, voucher } = await withVoucher([1], 400);
    await expire(order);
    expect(await desk.books(voucher)).toMatchObject({ remaining: 400, reserved: 0 });
    await payDue(order);
    expect(await statusOf(order)).toBe('confirmed');
    expect(await desk.books(voucher)).toMatchObject({ remaining: 0, used: 400 });
    expect(await desk.sale.violations()).toBe(0);
  });

  it.each(['used elsewhere', 'over'])('goes back whole when late money comes and its voucher is %s', async (what) => {
    const { order, voucher } = await withVoucher([1], 400);
    await expire(order);
    if (what === 'over') await desk.age(voucher);
    else await desk.put(buyer, await checkOut([2]), voucher);
    await payDue(order);
    expect(await statusOf(order)).toBe('unallocated');
    expect(await newsOf('refund-due', order.orderId)).toMatchObject([{ amount: { amountMinor: 600 } }]);
    const [taken] = await desk.sale.bed.admin<{ n: number }>(
      `select count(*)::int as n from ticketing.claims where order_id = $1 and status in ('held', 'sold')`,
      [order.orderId],
    );
    expect(taken?.n).toBe(0);
    expect(await desk.sale.violations()).toBe(0);
  });

  it('is booked or over, never both, when its money and its end come at once', async () => {
    for (let time = 0; time < 4; time += 1) {
      const { order, voucher } = await withVoucher([time + 1], 400);
      const end = async () => await buyer.call(releaseOrder, { params: { orderId: order.orderId } });
      await Promise.all(time % 2 === 0 ? [payDue(order), end()] : [end(), payDue(order)]);
      const status = await statusOf(order);
      expect(await desk.books(voucher)).toMatchObject(
        status === 'confirmed' ? { remaining: 0, used: 400 } : { remaining: 400, used: 0 },
      );
    }
    expect(await desk.sale.violations()).toBe(0);
  });

  it('cannot be confirmed for less by any way: the database refuses', async () => {
    const { order } = await withVoucher([1], 400);
    await expect(
      desk.sale.bed.admin(`update ticketing.orders set status = 'confirmed' where order_id = $1`, [order.orderId]),
    ).rejects.toThrow(/not paid in full/);
  });
});

describe('an order that vouchers pay in full', () => {
  it('is booked without an attempt, with tickets and news, once', async () => {
    const { order, voucher } = await withVoucher([1], 1000);
    const answers = await Promise.all([desk.book(buyer, order), desk.book(buyer, order)]);
    for (const answer of answers)
      expect(answer).toMatchObject({
        ok: true,
        value: { status: 'confirmed', vouchers: [{ status: 'used' }], claims: [{ ticket: { status: 'issued' } }] },
      });
    expect(await newsOf('booking-confirmed', order.orderId)).toHaveLength(1);
    expect(await newsOf('ticket-issued', order.orderId)).toHaveLength(1);
    expect(await desk.books(voucher)).toMatchObject({ used: 1000, movements: 'issued 1000, reserved 1000, used 1000' });
    expect(await desk.sale.violations()).toBe(0);
  });

  it('gives money back that comes all the same', async () => {
    const { order } = await withVoucher([1], 1000);
    await desk.book(buyer, order);
    await desk.sale.pay(order);
    expect(await newsOf('refund-due', order.orderId)).toMatchObject([
      { cause: 'paid-twice', amount: { amountMinor: 1000 } },
    ]);
    expect(await desk.sale.violations()).toBe(0);
  });

  it('is not booked when its trip was cancelled in the moment it was held', async () => {
    const { order, voucher } = await withVoucher([1], 1000);
    await desk.sale.bed.admin(`update ticketing.trips set status = 'cancelled' where trip_id = $1`, [tripId]);
    expect(await desk.book(buyer, order)).toMatchObject({ ok: false, code: 'ORDER_NOT_HELD' });
    expect(await statusOf(order)).toBe('checkout');
    expect(await desk.books(voucher)).toMatchObject({ reserved: 1000, used: 0 });
  });

  it('is not booked when another order took its voucher in the moment the hold ran out', async () => {
    const { order, voucher } = await withVoucher([1], 1000);
    await desk.sale.age(order.orderId);
    const other = await checkOut([2]);
    expect((await desk.put(buyer, other, voucher)).ok).toBe(true);
    // As who read the clock before that moment, and got the order's lock after it, sees it.
    for (const table of ['orders', 'claims'])
      await desk.sale.bed.admin(
        `update ticketing.${table} set expires_at = now() + interval '1 minute' where order_id = $1`,
        [order.orderId],
      );
    expect(await desk.book(buyer, order)).toMatchObject({ ok: false, code: 'HOLD_EXPIRED' });
    expect((await desk.book(buyer, other)).ok).toBe(true);
  });

  it('is refused while a part is left to pay, before checkout, after its hold, and to others', async () => {
    const { order } = await withVoucher([1], 400);
    expect(await desk.book(buyer, order)).toMatchObject({ ok: false, code: 'ORDER_NOT_COVERED' });
    expect(await desk.book(await desk.sale.buyer(), order)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    const held = await desk.sale.hold(buyer, [{ tripId, from: 0, to: 1, seats: [2] }]);
    await desk.put(buyer, held, await desk.issue());
    expect(await desk.book(buyer, held)).toMatchObject({ ok: false, code: 'ORDER_NOT_HELD' });
    const { order: over } = await withVoucher([3], 1000);
    await desk.sale.age(over.orderId);
    expect(await desk.book(buyer, over)).toMatchObject({ ok: false, code: 'HOLD_EXPIRED' });
  });
});

describe('what goes back of a booking', () => {
  it('is money first, as much as came, then the voucher’s', async () => {
    const other = await desk.sale.addTrip();
    const held = await desk.sale.checkOut(buyer, [
      { tripId, from: 0, to: 1, seats: [1] },
      { tripId: other, from: 0, to: 1, seats: [1] },
    ]);
    const voucher = await desk.issue(700);
    const order = await desk.put(buyer, held, voucher);
    assert(order.ok, 'the voucher is put on the order');
    await payDue(order.value);
    await desk.age(voucher);
    await desk.sale.cancelTrip(tripId);
    await desk.sale.cancelTrip(other);
    expect(await newsOf('refund-due', held.orderId)).toMatchObject([
      { amount: { amountMinor: 1000 }, shares: [{ companyId, amount: { amountMinor: 1000 }, seats: 1 }] },
      { amount: { amountMinor: 300 }, shares: [{ companyId, amount: { amountMinor: 300 }, seats: 1 }] },
    ]);
    const restored = { kind: 'restored', amount: { amountMinor: 700 } };
    expect((await newsOf('voucher-moved', voucher.voucher.voucherId)).at(-1)).toMatchObject({
      ...restored,
      refund: {
        orderId: held.orderId,
        shares: [{ companyId, amount: { amountMinor: 700 }, seats: 1, fares: { amountMinor: 1000 } }],
      },
    });
    expect(await desk.books(voucher)).toMatchObject({ remaining: 700, used: 0 });
    const [row] = await desk.sale.bed.admin<{ days: number }>(
      `select extract(day from expires_at - now())::int as days from ticketing.vouchers where voucher_id = $1`,
      [voucher.voucher.voucherId],
    );
    expect(row?.days).toBe(29);
    expect(await desk.sale.violations()).toBe(0);
  });

  it('comes back to a voucher once a refund, however often it is asked for', async () => {
    const { order, voucher } = await withVoucher([1], 1000);
    await desk.book(buyer, order);
    const refundId = newId();
    const give = async (): Promise<void> =>
      await transaction(desk.sale.bed.deps.db, asService, async (tx) => {
        const row = await lockOrder(tx, order.orderId);
        assert(row !== undefined, 'the order is there');
        const amount = { amountMinor: 600, currency: 'RWF' };
        const shares = [{ companyId, amount, seats: 1 }];
        await refundBooking(tx, row, { refundId, cause: 'trip-cancelled', shares });
      });
    await Promise.all([give(), give()]);
    await give();
    expect(await desk.books(voucher)).toMatchObject({ remaining: 600, used: 400 });
    expect((await newsOf('voucher-moved', voucher.voucher.voucherId)).length).toBe(2);
  });
});
