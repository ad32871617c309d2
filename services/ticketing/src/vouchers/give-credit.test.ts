import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { listMyVouchers, setRefundPolicy, type Order, type RefundQuote } from '@safiri/contracts';
import { asService, transaction } from '@safiri/runtime';
import type { Buyer } from '../../tests/open-sale.ts';
import { openRefundDesk, type RefundDesk } from '../../tests/refund-desk.ts';
import { openVoucherDesk, type VoucherDesk } from '../../tests/voucher-desk.ts';
import { inspect } from '../audit/inspect.ts';
import { sampleCompany } from '../network/sample-network.ts';

let desk: VoucherDesk;
let refunds: RefundDesk;
let buyer: Buyer;
const { companyId } = sampleCompany;
const rwf = (amountMinor: number) => ({ amountMinor, currency: 'RWF' });
/** Half of the fare back as money, or all but a tenth as credit. */
const lenient = { hoursBefore: 1, refundedPercent: 50, feePerSeat: rwf(100), creditPercent: 90 };

beforeAll(async () => {
  desk = await openVoucherDesk();
  refunds = openRefundDesk(desk.sale);
});
afterAll(async () => await desk.sale.bed.close());
beforeEach(async () => {
  desk.sale.bed.deps.clock.advanceSeconds(61);
  await refunds.setPolicy([lenient]);
  buyer = await desk.sale.buyer();
});

const booked = async (seats = [1, 2]): Promise<Order> =>
  await desk.sale.book(buyer, [{ tripId: await desk.sale.addTrip(), from: 0, to: 1, seats }]);
const creditFor = async (order: Order, seats: readonly number[]): Promise<RefundQuote> => {
  const answer = await refunds.tryQuote(order, seats, 'credit');
  return answer.ok ? answer.value : expect.fail(answer.code);
};
const mine = async () => {
  const answer = await buyer.call(listMyVouchers, {});
  return answer.ok ? answer.value.vouchers : expect.fail(answer.code);
};

it('who gives seats up may have credit instead of money, at a tier of its own: a voucher, once, told to them and to payment', async () => {
  const order = await booked();
  expect(await refunds.quote(order, [1])).toMatchObject({ gives: 'money', total: rwf(400) });
  const offer = await creditFor(order, [1]);
  expect(offer).toMatchObject({ gives: 'credit', total: rwf(900), lines: [{ kept: rwf(100), refundedPercent: 90 }] });
  expect(await mine()).toEqual([]);

  for (let time = 0; time < 2; time += 1)
    expect(await refunds.confirm(order, offer)).toMatchObject({ ok: true, value: { status: 'confirmed' } });
  const vouchers = await mine();
  expect(vouchers).toMatchObject([{ cause: 'refund-choice', issuerId: companyId, remaining: rwf(900) }]);
  expect(await refunds.told('refund-due', order)).toEqual([]);
  expect(await refunds.told('seats-given-up', order)).toMatchObject([
    { credit: { amount: rwf(900), until: vouchers[0]?.expiresAt }, restored: null },
  ]);
  const [told] = (await desk.sale.newsOf('voucher-moved')).filter(
    (news) => news.aggregateId === vouchers[0]?.voucherId,
  );
  expect(told?.payload).toMatchObject({
    kind: 'issued',
    amount: rwf(900),
    refund: { orderId: order.orderId, shares: [{ companyId, amount: rwf(900), fares: rwf(1000), seats: 1 }] },
  });
  expect((await refunds.current(buyer, order)).refunds).toEqual([]);
  expect(await desk.sale.violations()).toBe(0);
});

it('the credit pays for the next seat, and the rest of the first order still goes back as money', async () => {
  const order = await booked();
  await refunds.confirm(order, await creditFor(order, [1]));
  const [voucher] = await mine();
  const next = await desk.sale.checkOut(buyer, [{ tripId: await desk.sale.addTrip(), from: 0, to: 1, seats: [1] }]);
  if (voucher === undefined) expect.fail('there is credit');
  expect(await desk.put(buyer, next, { voucher, code: null })).toMatchObject({ ok: true, value: { due: rwf(100) } });
  const rest = await refunds.quote(order, [2]);
  expect(rest.total).toEqual(rwf(400));
  expect(await refunds.confirm(order, rest)).toMatchObject({ ok: true });
  expect(await refunds.told('refund-due', order)).toMatchObject([{ amount: rwf(400) }]);
  expect(await desk.sale.violations()).toBe(0);
});

it('an offer of money and one of credit for the same seat are taken once between them', async () => {
  const order = await booked([1]);
  const [money, credit] = [await refunds.quote(order, [1]), await creditFor(order, [1])];
  const answers = await Promise.all([refunds.confirm(order, money), refunds.confirm(order, credit)]);
  expect(answers.map((answer) => (answer.ok ? 'taken' : answer.code)).toSorted()).toEqual(['ORDER_CHANGED', 'taken']);
  expect(await desk.sale.violations()).toBe(0);
});

it('credit is not offered where the policy has none, where vouchers paid, and on what staff sold', async () => {
  const own = await desk.issue(300, { ownerId: buyer.subjectId });
  const paidSo = await desk.sale.checkOut(buyer, [{ tripId: await desk.sale.addTrip(), from: 0, to: 1, seats: [1] }]);
  await desk.put(buyer, paidSo, own);
  await desk.sale.pay(paidSo, { amount: rwf(700) });
  const soldByStaff = await booked();
  await desk.sale.bed.admin(`update ticketing.orders set channel = 'counter' where order_id = $1`, [
    soldByStaff.orderId,
  ]);
  const { creditPercent: _credit, ...moneyAlone } = lenient;
  await refunds.setPolicy([moneyAlone]);
  const without = await booked();
  for (const order of [paidSo, soldByStaff, without])
    expect(await refunds.tryQuote(order, [1], 'credit')).toMatchObject({ ok: false, code: 'CREDIT_NOT_OFFERED' });
});

it('the audit notices credit that is not what was offered', async () => {
  const order = await booked([1]);
  await refunds.confirm(order, await creditFor(order, [1]));
  expect(await desk.sale.violations()).toBe(0);
  await desk.sale.bed.admin(
    `begin; set local session_replication_role = replica;
     update ticketing.vouchers set quote_id = gen_random_uuid() where order_id = '${order.orderId}'; commit`,
  );
  const scope = { orderIds: [order.orderId], tripIds: [] };
  const found = await transaction(desk.sale.bed.deps.db, asService, async (tx) => await inspect(tx, scope));
  expect(found.map(({ kind }) => kind)).toContain('refund-not-as-offered');
});

it('a company that chooses what the platform has keeps it when the platform has something else', async () => {
  const tiers = [
    { hoursBefore: 24, refundedPercent: 100, feePerSeat: null },
    { hoursBefore: 4, refundedPercent: 50, feePerSeat: null },
  ];
  const admin = desk.sale.served.as(await desk.sale.bed.tokens.staff('company-admin', desk.rivalId));
  for (let time = 0; time < 2; time += 1)
    await admin(setRefundPolicy, { params: { companyId: desk.rivalId }, body: { tiers } });
  const [row] = await desk.sale.bed.admin<{ rows: number }>(
    'select count(*)::int as rows from ticketing.refund_policies where company_id = $1',
    [desk.rivalId],
  );
  expect(row).toEqual({ rows: 1 });
});
