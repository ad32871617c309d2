import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releaseOrder, withdrawVoucher, type Order } from '@safiri/contracts';
import { assert } from '@safiri/kernel';
import { asService, transaction } from '@safiri/runtime';
import { inspect } from '../src/audit/inspect.ts';
import { sampleCompany } from '../src/network/sample-network.ts';
import { expireOrders } from '../src/orders/expire-orders.ts';
import { expireVouchers } from '../src/vouchers/expire-vouchers.ts';
import type { Buyer } from './open-sale.ts';
import { openVoucherDesk, type VoucherDesk } from './voucher-desk.ts';

let desk: VoucherDesk;
let buyer: Buyer;
beforeAll(async () => {
  desk = await openVoucherDesk();
  buyer = await desk.sale.buyer();
});
afterAll(async () => await desk.sale.bed.close());

async function checkOut(tripId: number, seat: number): Promise<Order> {
  return await desk.sale.checkOut(buyer, [{ tripId, from: 0, to: 1, seats: [seat] }]);
}

async function kindsFound(orderIds: readonly string[]): Promise<string[]> {
  const findings = await transaction(
    desk.sale.bed.deps.db,
    asService,
    async (tx) => await inspect(tx, { orderIds, tripIds: [] }),
  );
  return findings.map(({ kind }) => kind);
}

it('whatever becomes of its orders, a voucher keeps every unit it was issued for', async () => {
  const step = fc.record({
    which: fc.integer({ min: 0, max: 2 }),
    what: fc.constantFrom('put', 'take-off', 'pay', 'book', 'release', 'expire', 'withdraw'),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 10 }), async (steps) => {
      desk.sale.bed.deps.clock.advanceSeconds(61);
      const tripId = await desk.sale.addTrip();
      const voucher = await desk.issue(1_500, { ownerId: buyer.subjectId });
      const orders = await Promise.all([1, 2, 3].map(async (seat) => await checkOut(tripId, seat)));
      // Two at a time: what one begins the other may end.
      for (let at = 0; at < steps.length; at += 2)
        await Promise.all(
          steps.slice(at, at + 2).map(async ({ which, what }) => {
            const order = orders[which];
            assert(order !== undefined, 'there are three orders');
            await carryOut(what, order, voucher);
          }),
        );
      await desk.sale.cancelTrip(tripId);
      const books = await desk.books(voucher);
      expect(books.remaining + books.ended).toBe(1_500);
      expect(await kindsFound(orders.map((order) => order.orderId))).toEqual([]);
      expect(await desk.sale.violations()).toBe(0);
    }),
    { numRuns: 8 },
  );
});

async function carryOut(what: string, order: Order, voucher: Awaited<ReturnType<VoucherDesk['issue']>>): Promise<void> {
  const { orderId } = order;
  if (what === 'put') await desk.put(buyer, order, voucher);
  if (what === 'take-off') await desk.takeOff(buyer, order, voucher);
  if (what === 'book') await desk.book(buyer, order);
  if (what === 'release') await buyer.call(releaseOrder, { params: { orderId } });
  if (what === 'pay') await desk.sale.pay(order, { amount: { ...order.total, amountMinor: 500 } });
  if (what === 'withdraw') {
    const { companyId } = sampleCompany;
    await desk.supervisor(withdrawVoucher, { params: { companyId, voucherId: voucher.voucher.voucherId } });
  }
  if (what === 'expire') {
    await desk.sale.age(orderId);
    await expireOrders({ ...desk.sale.bed.deps } as never).run();
    await expireVouchers({ ...desk.sale.bed.deps } as never).run();
  }
}

describe('the auditor finds', () => {
  const cases = [
    {
      what: 'a voucher that is reserved for an order that is over',
      statement: `update orders set status = 'released' where order_id = $1`,
      found: ['order-against-seats', 'voucher-kept'],
    },
    {
      what: 'a voucher whose row and orders differ',
      statement: `update vouchers set reserved_minor = 300, remaining_minor = 700 where voucher_id in (select voucher_id from order_tenders where order_id = $1)`,
      found: ['voucher-unbalanced'],
    },
    {
      what: 'a voucher whose movements say otherwise',
      statement: `delete from voucher_uses where order_id = $1`,
      found: ['voucher-unbalanced'],
    },
  ];
  it.each(cases)('$what', async ({ statement, found }) => {
    desk.sale.bed.deps.clock.advanceSeconds(61);
    const order = await checkOut(await desk.sale.addTrip(), 1);
    await desk.put(buyer, order, await desk.issue(1_000));
    expect(await kindsFound([order.orderId])).toEqual([]);
    const planted = statement.replace('$1', `'${order.orderId}'`);
    await desk.sale.bed.admin(
      `begin; set local session_replication_role = replica; set local search_path = ticketing; ${planted}; commit`,
    );
    expect(await kindsFound([order.orderId])).toEqual(found);
  });

  it('a booking that a voucher paid less of than it costs', async () => {
    const order = await checkOut(await desk.sale.addTrip(), 1);
    await desk.put(buyer, order, await desk.issue(1_000));
    await desk.book(buyer, order);
    expect(await kindsFound([order.orderId])).toEqual([]);
    await desk.sale.bed.admin(
      `begin; set local session_replication_role = replica; update ticketing.order_tenders set amount_minor = 900 where order_id = '${order.orderId}'; commit`,
    );
    expect(await kindsFound([order.orderId])).toEqual(['booking-unbalanced', 'booking-unpaid', 'voucher-unbalanced']);
  });
});
