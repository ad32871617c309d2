import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  getPayableOrder,
  payWithVoucher,
  platformIssuer,
  releaseOrder,
  withdrawVoucher,
  type Order,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { type Buyer } from '../../tests/open-sale.ts';
import { openVoucherDesk, type VoucherDesk } from '../../tests/voucher-desk.ts';
import { sampleCompany } from '../network/sample-network.ts';
import { expireOrders } from '../orders/expire-orders.ts';

let desk: VoucherDesk;
let buyer: Buyer;
let tripId: number;
const { companyId } = sampleCompany;

beforeAll(async () => {
  desk = await openVoucherDesk();
});
afterAll(async () => await desk.sale.bed.close());
beforeEach(async () => {
  // The rate of codes begins anew.
  desk.sale.bed.deps.clock.advanceSeconds(61);
  desk.attemptOpen = false;
  buyer = await desk.sale.buyer();
  tripId = await desk.sale.addTrip();
});

/** An order over one leg of 1000 for each of these seats, open for payment. */
async function checkOut(seats: number[], of = buyer): Promise<Order> {
  return await desk.sale.checkOut(of, [{ tripId, from: 0, to: 1, seats }]);
}

async function payable({ orderId }: Order, payer = buyer.subjectId) {
  const peer = desk.sale.served.asPeer(await desk.sale.bed.tokens.service('payment', 'ticketing'));
  return await peer(getPayableOrder, { params: { orderId }, query: { payer } });
}

describe('a voucher on an order', () => {
  it('is reserved, and payment collects the rest', async () => {
    const order = await checkOut([1, 2]);
    const voucher = await desk.issue(1500);
    expect(await desk.put(buyer, order, voucher)).toMatchObject({
      ok: true,
      value: {
        total: { amountMinor: 2000 },
        due: { amountMinor: 500 },
        vouchers: [{ voucherId: voucher.voucher.voucherId, status: 'reserved', amount: { amountMinor: 1500 } }],
      },
    });
    expect(await payable(order)).toMatchObject({ ok: true, value: { total: { amountMinor: 500 } } });
    expect(await desk.books(voucher)).toMatchObject({ remaining: 0, reserved: 1500 });
  });

  it('is put on once, however its code is typed', async () => {
    const order = await checkOut([1, 2]);
    const voucher = await desk.issue(700);
    await desk.put(buyer, order, voucher);
    const code = (voucher.code ?? '').toLowerCase().replaceAll('-', ' ');
    expect(await buyer.call(payWithVoucher, { params: { orderId: order.orderId }, body: { code } })).toMatchObject({
      ok: true,
      value: { due: { amountMinor: 1300 } },
    });
    expect(await desk.books(voucher)).toMatchObject({ movements: 'issued 700, reserved 700' });
  });

  it('may be taken off again, also twice', async () => {
    const order = await checkOut([1]);
    const voucher = await desk.issue(400);
    await desk.put(buyer, order, voucher);
    for (let time = 0; time < 2; time += 1)
      expect(await desk.takeOff(buyer, order, voucher)).toMatchObject({
        ok: true,
        value: { due: { amountMinor: 1000 }, vouchers: [] },
      });
    expect(await desk.books(voucher)).toMatchObject({
      remaining: 400,
      reserved: 0,
      movements: 'issued 400, reserved 400, released 400',
    });
    expect(await payable(order)).toMatchObject({ ok: true, value: { total: { amountMinor: 1000 } } });
  });

  it('pays for a held order too, and nothing of what it does not need', async () => {
    const order = await desk.sale.hold(buyer, [{ tripId, from: 0, to: 1, seats: [1] }]);
    const voucher = await desk.issue(5000, { ownerId: buyer.subjectId });
    desk.attemptOpen = undefined;
    expect(await desk.put(buyer, order, voucher)).toMatchObject({ ok: true, value: { due: { amountMinor: 0 } } });
    expect(await desk.books(voucher)).toMatchObject({ remaining: 4000, reserved: 1000 });
  });

  it('of a company pays for its own fares alone, one of the platform for all', async () => {
    const other = await desk.sale.addTrip({ companyId: desk.rivalId });
    const order = await desk.sale.checkOut(buyer, [
      { tripId, from: 0, to: 1, seats: [1] },
      { tripId: other, from: 0, to: 1, seats: [1] },
    ]);
    const [first, second] = [await desk.issue(600), await desk.issue(600)];
    await desk.put(buyer, order, first);
    expect(await desk.put(buyer, order, second)).toMatchObject({ ok: true, value: { due: { amountMinor: 1000 } } });
    expect(await desk.books(second)).toMatchObject({ remaining: 200, reserved: 400 });
    expect(await desk.put(buyer, order, await desk.issue(600))).toMatchObject({
      ok: false,
      code: 'VOUCHER_NOT_FOR_THIS',
    });
    const platform = desk.sale.served.as(await desk.sale.bed.tokens.staff('super-admin', null));
    const ofAll = await desk.issue(1000, { by: platform, companyId: platformIssuer });
    expect(await desk.put(buyer, order, ofAll)).toMatchObject({ ok: true, value: { due: { amountMinor: 0 } } });
    expect(await payable(order)).toMatchObject({ ok: false, code: 'ORDER_NOT_OPEN' });
  });
});

describe('a voucher is refused', () => {
  it('that nobody names, or that is named twice', async () => {
    const params = { orderId: (await checkOut([1])).orderId };
    for (const body of [{}, { code: 'CCCC-DDDD-FFFF-GGGG', voucherId: newId() }])
      expect(await buyer.call(payWithVoucher, { params, body })).toMatchObject({ ok: false, code: 'CODE_OR_VOUCHER' });
  });

  it('whose code nobody issued, or that is another passenger’s', async () => {
    const order = await checkOut([1]);
    const ofAnother = await desk.issue(500, { ownerId: newId() });
    expect(await desk.put(buyer, order, ofAnother)).toMatchObject({ ok: false, code: 'VOUCHER_UNKNOWN' });
    const unknown = { ...ofAnother, code: 'CCCC-DDDD-FFFF-GGGG' };
    expect(await desk.put(buyer, order, unknown)).toMatchObject({ ok: false, code: 'VOUCHER_UNKNOWN' });
  });

  it('that is over, empty, withdrawn, of another company or of another currency', async () => {
    const order = await checkOut([1, 2]);
    const [over, empty, withdrawn] = [await desk.issue(), await desk.issue(), await desk.issue()];
    await desk.age(over);
    expect(await desk.put(buyer, order, over)).toMatchObject({ ok: false, code: 'VOUCHER_EXPIRED' });
    await desk.put(buyer, await checkOut([3]), empty);
    expect(await desk.put(buyer, order, empty)).toMatchObject({ ok: false, code: 'VOUCHER_EMPTY' });
    const { voucherId } = withdrawn.voucher;
    await desk.supervisor(withdrawVoucher, { params: { companyId, voucherId } });
    expect(await desk.put(buyer, order, withdrawn)).toMatchObject({ ok: false, code: 'VOUCHER_EXPIRED' });
    const by = desk.sale.served.as(await desk.sale.bed.tokens.staff('supervisor', desk.rivalId));
    const ofRival = await desk.issue(500, { by, companyId: desk.rivalId });
    expect(await desk.put(buyer, order, ofRival)).toMatchObject({ ok: false, code: 'VOUCHER_NOT_FOR_THIS' });
    const inShillings = await desk.ask({ amount: { amountMinor: 500, currency: 'KES' } });
    expect(inShillings.ok && (await desk.put(buyer, order, inShillings.value))).toMatchObject({
      ok: false,
      code: 'VOUCHER_NOT_FOR_THIS',
    });
  });

  it('beyond four on an order', async () => {
    const order = await checkOut([1]);
    for (let count = 0; count < 4; count += 1)
      expect(await desk.put(buyer, order, await desk.issue(10))).toMatchObject({ ok: true });
    expect(await desk.put(buyer, order, await desk.issue(10))).toMatchObject({ ok: false, code: 'TOO_MANY_VOUCHERS' });
  });

  it('for an order that is another’s, over, or ended', async () => {
    const voucher = await desk.issue();
    const order = await checkOut([1]);
    expect(await desk.put(await desk.sale.buyer(), order, voucher)).toMatchObject({ ok: false, code: 'NOT_FOUND' });
    await desk.sale.age(order.orderId);
    expect(await desk.put(buyer, order, voucher)).toMatchObject({ ok: false, code: 'HOLD_EXPIRED' });
    expect(await desk.takeOff(buyer, order, voucher)).toMatchObject({ ok: false, code: 'HOLD_EXPIRED' });
    const booked = await desk.sale.book(buyer, [{ tripId, from: 1, to: 2, seats: [1] }]);
    expect(await desk.put(buyer, booked, voucher)).toMatchObject({ ok: false, code: 'ORDER_NOT_HELD' });
    expect(await desk.takeOff(buyer, booked, voucher)).toMatchObject({ ok: false, code: 'ORDER_NOT_HELD' });
  });

  it('while payment waits for money, and while nobody can say', async () => {
    const [order, voucher] = [await checkOut([1]), await desk.issue()];
    desk.attemptOpen = true;
    expect(await desk.put(buyer, order, voucher)).toMatchObject({ ok: false, code: 'PAYMENT_UNDER_WAY' });
    expect(await desk.takeOff(buyer, order, voucher)).toMatchObject({ ok: false, code: 'PAYMENT_UNDER_WAY' });
    desk.attemptOpen = undefined;
    expect(await desk.put(buyer, order, voucher)).toMatchObject({ ok: false, code: 'UNAVAILABLE' });
    expect(await desk.books(voucher)).toMatchObject({ remaining: 1000 });
  });

  it('to a network that tries very many codes', async () => {
    const order = await checkOut([1]);
    const body = { code: 'CCCC-DDDD-FFFF-GGGG' };
    const codes = new Set<string>();
    for (let time = 0; time < 31; time += 1) {
      const answer = await buyer.call(payWithVoucher, { params: { orderId: order.orderId }, body });
      if (!answer.ok) codes.add(answer.code);
    }
    expect([...codes]).toEqual(['VOUCHER_UNKNOWN', 'TOO_MANY_CODES_FROM_ADDRESS']);
  });
});

describe('what an order reserved', () => {
  it('is the voucher’s again when the order is given back, or its trip is cancelled', async () => {
    const voucher = await desk.issue();
    const order = await checkOut([1]);
    await desk.put(buyer, order, voucher);
    for (let time = 0; time < 2; time += 1) await buyer.call(releaseOrder, { params: { orderId: order.orderId } });
    expect(await desk.books(voucher)).toMatchObject({ remaining: 1000, reserved: 0 });
    await desk.put(buyer, await checkOut([1]), voucher);
    await desk.sale.cancelTrip(tripId);
    expect(await desk.books(voucher)).toMatchObject({
      remaining: 1000,
      movements: 'issued 1000, reserved 1000, released 1000, reserved 1000, released 1000',
    });
  });

  it('is free at the instant the hold ends, whether the sweeper came by or not', async () => {
    const voucher = await desk.issue();
    const order = await checkOut([1]);
    await desk.put(buyer, order, voucher);
    await desk.sale.age(order.orderId);
    expect(await desk.put(buyer, await checkOut([2]), voucher)).toMatchObject({
      ok: true,
      value: { due: { amountMinor: 0 } },
    });
    const job = expireOrders({ ...desk.sale.bed.deps } as never);
    await Promise.all([job.run(), job.run()]);
    expect(await desk.books(voucher)).toMatchObject({ remaining: 0, reserved: 1000 });
    expect(await desk.sale.violations()).toBe(0);
  });

  it('is never more than the voucher has, whoever comes at once', async () => {
    const voucher = await desk.issue(1500);
    const orders = await Promise.all([1, 2, 3, 4].map(async (seat) => await checkOut([seat])));
    const answers = await Promise.all(orders.map(async (order) => await desk.put(buyer, order, voucher)));
    const taken = answers.map((answer) => (answer.ok ? 1000 - answer.value.due.amountMinor : 0));
    expect(taken.toSorted((a, b) => a - b)).toEqual([0, 0, 500, 1000]);
    expect(await desk.books(voucher)).toMatchObject({ remaining: 0, reserved: 1500 });
    expect(await desk.sale.violations()).toBe(0);
  });
});
