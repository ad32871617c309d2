import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  confirmRefund,
  confirmRefundForCustomer,
  getRefundPolicy,
  getRefundQuoteByLink,
  quoteRefund,
  quoteRefundForCustomer,
  refundFailed,
  refundSucceeded,
  setRefundPolicy,
  type Order,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { claimIdsOf, linkOf, openRefundDesk, type RefundDesk } from '../../tests/refund-desk.ts';
import { sampleCompany } from '../network/sample-network.ts';

let sale: Sale;
let desk: RefundDesk;
let buyer: Buyer;
const { companyId } = sampleCompany;
const half = { hoursBefore: 4, refundedPercent: 50, feePerSeat: null };
const ofPlatform = [{ hoursBefore: 24, refundedPercent: 100, feePerSeat: null }, half];

beforeAll(async () => {
  sale = await openSale();
  desk = openRefundDesk(sale);
  buyer = await sale.buyer();
});
afterAll(async () => await sale.bed.close());
beforeEach(async () => await desk.setPolicy(ofPlatform));

/** Two passengers there, one of them back. */
async function family(): Promise<Order> {
  const [there, back] = [await sale.addTrip(), await sale.addTrip()];
  return await sale.book(buyer, [
    { tripId: there, from: 0, to: 3, seats: [1, 2] },
    { tripId: back, from: 0, to: 1, seats: [3] },
  ]);
}

const rwf = (amountMinor: number) => ({ amountMinor, currency: 'RWF' });

it('one passenger of an order is cancelled: that seat alone is free, its money alone goes back, the rest travels (C8)', async () => {
  const order = await family();
  const quote = await desk.quote(order, [1]);
  expect(quote).toMatchObject({ status: 'open', total: rwf(3000), cause: 'passenger-cancelled' });
  expect(quote.lines).toMatchObject([{ fare: rwf(3000), kept: rwf(0), refunded: rwf(3000), hoursBefore: 24 }]);
  expect((await desk.current(buyer, order)).claims.every((claim) => claim.ticket?.status === 'issued')).toBe(true);

  expect(await desk.confirm(order, quote)).toMatchObject({
    ok: true,
    value: { status: 'confirmed', total: rwf(3000) },
  });
  const now = await desk.current(buyer, order);
  expect(now.status).toBe('confirmed');
  expect(now.claims.map((claim) => [claim.seat, claim.ticket?.status])).toEqual(
    expect.arrayContaining([
      [1, 'cancelled'],
      [2, 'issued'],
      [3, 'issued'],
    ]),
  );
  expect(now.refunds).toMatchObject([{ amount: rwf(3000), cause: 'passenger-cancelled', status: 'due' }]);
  expect(await desk.told('tickets-cancelled', order)).toMatchObject([
    { tickets: [{ seat: 1, status: 'cancelled', version: 2 }] },
  ]);
  expect(await desk.told('refund-due', order)).toMatchObject([
    { amount: rwf(3000), cause: 'passenger-cancelled', shares: [{ companyId, amount: rwf(3000), seats: 1 }] },
  ]);
  await sale.hold(await sale.buyer(), [{ tripId: now.claims[0]?.tripId ?? 0, from: 0, to: 3, seats: [1] }]);
  expect(await sale.violations()).toBe(0);
});

it('one way of a round trip is cancelled, then the rest: the order ends as cancelled, and all of its fares went back (C8)', async () => {
  const order = await family();
  await desk.confirm(order, await desk.quote(order, [3]));
  expect((await desk.current(buyer, order)).status).toBe('confirmed');
  await desk.confirm(order, await desk.quote(order, [1, 2]));
  const now = await desk.current(buyer, order);
  expect(now).toMatchObject({ status: 'cancelled', refunds: [{ amount: rwf(1000) }, { amount: rwf(6000) }] });
  expect(await desk.tryQuote(order, [1])).toMatchObject({ ok: false, code: 'ALREADY_CANCELLED' });
  expect(await sale.violations()).toBe(0);
});

it('what is kept follows the policy under which the seats were held, and a later one touches nothing that was sold (C8)', async () => {
  await desk.setPolicy([{ hoursBefore: 12, refundedPercent: 75, feePerSeat: rwf(301) }]);
  const order = await family();
  await desk.setPolicy([{ hoursBefore: 0, refundedPercent: 0, feePerSeat: null }]);
  const quote = await desk.quote(order, [1, 2, 3]);
  // 75 % of 3000, 3000 and 1000, less 301 each.
  expect(quote.total).toEqual(rwf(1949 + 1949 + 449));
  const kept = quote.lines.map((line) => `${line.kept.amountMinor} of ${line.fare.amountMinor}`);
  expect(kept).toEqual(expect.arrayContaining(['1051 of 3000', '551 of 1000']));
  expect(quote.lines[0]).toMatchObject({ refundedPercent: 75, feeMinor: 301, hoursBefore: 12 });
  expect((await desk.confirm(order, quote)).ok).toBe(true);
  expect(await sale.violations()).toBe(0);
});

it('an offer keeps its tier while it stands, although time passes the next one', async () => {
  const order = await sale.book(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 1, seats: [1] }]);
  const full = await desk.quote(order, [1]);
  await desk.leavesIn(order, '23 hours');
  expect((await desk.quote(order, [1])).total).toEqual(rwf(500));
  expect(await desk.confirm(order, full)).toMatchObject({ value: { total: rwf(1000) } });
});

it('too late for money, a seat is given up for nothing when its passenger was shown so: it is free, and no refund is told (C8)', async () => {
  await desk.setPolicy([]);
  const order = await sale.book(buyer, [{ tripId: await sale.addTrip(), from: 0, to: 1, seats: [1] }]);
  const quote = await desk.quote(order, [1]);
  expect(quote).toMatchObject({ total: rwf(0), lines: [{ kept: rwf(1000), hoursBefore: null, refundedPercent: 0 }] });
  expect((await desk.confirm(order, quote)).ok).toBe(true);
  expect(await desk.current(buyer, order)).toMatchObject({ status: 'cancelled', refunds: [] });
  expect(await desk.told('refund-due', order)).toEqual([]);
  expect(await desk.told('seats-given-up', order)).toMatchObject([
    { cause: 'passenger-cancelled', credit: null, restored: null, reference: order.reference },
  ]);
  await sale.hold(await sale.buyer(), [{ tripId: order.claims[0]?.tripId ?? 0, from: 0, to: 1, seats: [1] }]);
  expect(await sale.violations()).toBe(0);
});

describe('staff', () => {
  const by = async (role: 'agent' | 'supervisor', of = companyId) =>
    sale.served.as(await sale.bed.tokens.staff(role, of));
  const quoteOf = async (call: Awaited<ReturnType<typeof by>>, order: Order, companyReason?: string) =>
    await call(quoteRefundForCustomer, {
      params: { companyId, orderId: order.orderId },
      body: { claimIds: claimIdsOf(order, [1]), ...(companyReason === undefined ? {} : { companyReason }) },
    });

  it('give all of the fare back where the company is the cause, boarded, departed or not, and say why (C8)', async () => {
    await desk.setPolicy([]);
    const order = await family();
    await desk.board(order, 1);
    await desk.leavesIn(order, '-1 minutes');
    const supervisor = await by('supervisor');
    expect(await quoteOf(supervisor, order)).toMatchObject({ code: 'ALREADY_BOARDED' });
    const quote = await quoteOf(supervisor, order, 'engine failure');
    expect(quote).toMatchObject({ ok: true, value: { cause: 'company-cancelled', total: rwf(3000) } });
    const params = { companyId, orderId: order.orderId, quoteId: quote.ok ? quote.value.quoteId : expect.fail() };
    expect((await supervisor(confirmRefundForCustomer, { params, idempotencyKey: newId() })).ok).toBe(true);
    expect(await desk.told('refund-due', order)).toMatchObject([{ cause: 'company-cancelled', amount: rwf(3000) }]);
    expect(await sale.violations()).toBe(0);
  });

  it('FORBIDDEN to who may not; another company sees neither order nor offer, another passenger and link neither', async () => {
    const order = await family();
    const stranger = await sale.buyer();
    expect(await quoteOf(await by('agent'), order, 'x')).toMatchObject({ code: 'FORBIDDEN' });
    const rival = newId();
    const rivals = await by('supervisor', rival);
    expect(await quoteOf(rivals, order, 'x')).toMatchObject({ code: 'FORBIDDEN' });
    const body = { claimIds: claimIdsOf(order, [1]) };
    expect(
      await rivals(quoteRefundForCustomer, { params: { companyId: rival, orderId: order.orderId }, body }),
    ).toMatchObject({ code: 'NOT_FOUND' });
    const own = await buyer.call(quoteRefund, { params: { orderId: order.orderId }, body });
    const params = { orderId: order.orderId, quoteId: own.ok ? own.value.quoteId : expect.fail(own.code) };
    expect(await stranger.call(quoteRefund, { params, body })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await stranger.call(confirmRefund, { params, idempotencyKey: newId() })).toMatchObject({
      code: 'NOT_FOUND',
    });
    const other = await family();
    const elsewhere = { link: linkOf(other), quoteId: params.quoteId };
    expect(await sale.served.as()(getRefundQuoteByLink, { params: elsewhere })).toMatchObject({ code: 'NOT_FOUND' });
    // An offer of its passenger is not the company's to take.
    expect(
      await (
        await by('supervisor')
      )(confirmRefundForCustomer, { params: { companyId, ...params }, idempotencyKey: newId() }),
    ).toMatchObject({ code: 'NOT_FOUND' });
    expect(await buyer.call(confirmRefund, { params, idempotencyKey: newId() })).toMatchObject({ ok: true });
  });
});

it('a policy is everybody’s to read and its admins’ to set; TIERS_UNORDERED, FORBIDDEN, NOT_FOUND', async () => {
  const read = async (of = companyId) => await sale.served.as()(getRefundPolicy, { params: { companyId: of } });
  expect(await read()).toMatchObject({ ok: true, value: { tiers: ofPlatform } });
  expect(await read(newId())).toMatchObject({ code: 'NOT_FOUND' });
  const admin = sale.served.as(await sale.bed.tokens.staff('company-admin', companyId));
  const set = async (tiers: (typeof half)[], call = admin, of = companyId) =>
    await call(setRefundPolicy, { params: { companyId: of }, body: { tiers } });
  expect(await set([half, half])).toMatchObject({ code: 'TIERS_UNORDERED' });
  expect(await set([half], sale.served.as(await sale.bed.tokens.staff('supervisor', companyId)))).toMatchObject({
    code: 'FORBIDDEN',
  });
  expect(await set([half], admin, newId())).toMatchObject({ code: 'FORBIDDEN' });
  for (let twice = 0; twice < 2; twice += 1) expect(await set([half])).toMatchObject({ value: { tiers: [half] } });
  expect(await read()).toMatchObject({ value: { tiers: [half] } });
});

it('how far each refund is stands on the order: what payment said last, however it is delivered', async () => {
  const order = await family();
  await desk.confirm(order, await desk.quote(order, [1]));
  await desk.confirm(order, await desk.quote(order, [2]));
  const [first, second] = (await desk.current(buyer, order)).refunds.map((refund) => refund.refundId);
  const news = { orderId: order.orderId, amount: rwf(3000) };
  await sale.bed.hear(sale.service, refundSucceeded, { ...news, refundId: first ?? '', version: 4 });
  await sale.bed.hear(sale.service, refundFailed, {
    ...news,
    refundId: first ?? '',
    version: 3,
    reason: 'provider-error',
  });
  await sale.bed.hear(sale.service, refundFailed, {
    ...news,
    refundId: second ?? '',
    version: 8,
    reason: 'provider-error',
  });
  expect((await desk.current(buyer, order)).refunds.map((refund) => refund.status)).toEqual(['succeeded', 'failed']);
});
