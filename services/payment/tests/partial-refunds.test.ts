import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { bookingConfirmed, decideRefund, refundDue, type Attempt } from '@safiri/contracts';
import { assert, newId } from '@safiri/kernel';
import { asService, transaction } from '@safiri/runtime';
import { findAttempt } from '../src/attempts/attempt-queries.ts';
import { paymentOf } from '../src/attempts/payment-of.ts';
import { inspect } from '../src/audit/inspect.ts';
import { bookingOf, rwf } from './ledger-desk.ts';
import { openPayDesk, type Order, type PayDesk } from './pay-desk.ts';

let desk: PayDesk;
beforeAll(async () => {
  desk = await openPayDesk({ callbacks: false });
});
afterAll(async () => await desk.close());
afterEach(async () => {
  await desk.momo.control('DELETE', 'faults');
});

type Sale = { readonly order: Order; readonly attempt: Attempt; readonly companyId: string };

/** 5,000 francs, paid and booked. */
async function booked(): Promise<Sale> {
  const { order, attempt } = await desk.started('+250788000000');
  await desk.pass(2);
  const companyId = newId();
  await desk.bed.hear(
    desk.payment,
    bookingConfirmed,
    bookingOf(order.orderId, [{ companyId, amountMinor: order.total.amountMinor }]),
  );
  return { order, attempt, companyId };
}

async function due({ order, attempt, companyId }: Sale, amountMinor: number): Promise<string> {
  const refundId = newId();
  await desk.bed.hear(desk.payment, refundDue, {
    refundId,
    orderId: order.orderId,
    version: 4,
    attemptId: attempt.attemptId,
    amount: rwf(amountMinor),
    shares: [{ companyId, amount: rwf(amountMinor), seats: 1, fares: rwf(amountMinor) }],
    cause: 'passenger-cancelled',
    reference: order.reference,
    contact: { phone: null, email: null },
    locale: 'en',
  });
  return refundId;
}

async function sums({ order }: Sale): Promise<Record<string, number>> {
  const rows = await desk.bed.admin<{ account: string; sum: string }>(
    'select account, sum(amount_minor) as sum from payment.ledger_entries where order_id = $1 group by account having sum(amount_minor) <> 0',
    [order.orderId],
  );
  return Object.fromEntries(rows.map(({ account, sum }) => [account, Number(sum)]));
}

async function found({ order }: Sale): Promise<string[]> {
  const scope = { orderIds: [order.orderId], tripIds: [] };
  const findings = await transaction(desk.bed.deps.db, asService, async (tx) => await inspect(tx, scope));
  return findings.map(({ kind }) => kind);
}

it('parts of one payment go back one by one; one that fails stays owed while the others arrive, and none takes its money (C8)', async () => {
  const sale = await booked();
  await desk.momo.control('PUT', 'faults/refund/250788000000', { answer: 'PAYER_LIMIT_REACHED', times: 6 });
  const failing = await due(sale, 2_000);
  await desk.settle();
  for (const pause of [60, 300, 1_800, 7_200, 43_200]) for (const seconds of [2, pause]) await desk.pass(seconds);
  await desk.pass(2);
  await desk.momo.control('DELETE', 'faults');
  const arriving = [await due(sale, 1_500), await due(sale, 1_500)];
  // Promised now: nothing is left for another.
  await desk.settle();
  const tooMuch = await due(sale, 1);
  for (const seconds of [2, 3, 5]) await desk.pass(seconds);
  const rows = await desk.bed.admin<{ refund_id: string; status: string; reason: string | null }>(
    'select refund_id, status, reason from payment.refunds where order_id = $1',
    [sale.order.orderId],
  );
  const statusOf = (refundId: string) => rows.find((row) => row.refund_id === refundId);
  expect(statusOf(failing)).toMatchObject({ status: 'failed', reason: 'limit-reached' });
  for (const refundId of arriving) expect(statusOf(refundId)).toMatchObject({ status: 'succeeded' });
  expect(statusOf(tooMuch)).toMatchObject({ status: 'failed', reason: 'above-remaining' });
  const back = (await desk.momo.refunds(sale.order.reference)).filter(({ status }) => status === 'SUCCESSFUL');
  expect(back.map(({ amountMinor }) => amountMinor)).toEqual([1_500, 1_500]);
  expect(await sums(sale)).toMatchObject({ clearing: 2_000, 'refunds-owed': -2_001 });

  const platform = desk.served.as(await desk.bed.tokens.staff('super-admin', null));
  const retry = async (refundId: string, by = platform) =>
    await by(decideRefund, {
      params: { orderId: sale.order.orderId, refundId },
      body: {
        action: 'try-again',
        amount: { amountMinor: refundId === tooMuch ? 1 : 2_000, currency: 'RWF' },
        reason: 'the limit of the wallet was raised',
      },
      idempotencyKey: newId(),
    });
  expect(await retry(tooMuch)).toMatchObject({ code: 'NOT_COVERED' });
  const admin = desk.served.as(await desk.bed.tokens.staff('company-admin', sale.companyId));
  expect(await retry(failing, admin)).toMatchObject({ code: 'FORBIDDEN' });
  const twice = await Promise.all([retry(failing), retry(failing)]);
  expect(twice.filter((answer) => answer.ok)).toHaveLength(1);
  for (const seconds of [2, 3, 5]) await desk.pass(seconds);
  expect(await retry(failing)).toMatchObject({ code: 'NOTHING_TO_DECIDE' });
  expect(await sums(sale)).toMatchObject({ 'refunds-owed': -1 });
  const news = (await desk.news(sale.order.orderId)).filter(({ payload }) => JSON.stringify(payload).includes(failing));
  expect(news.map(({ type }) => type)).toEqual(['refund-failed', 'refund-succeeded']);
  expect(await found(sale)).toEqual([]);
});

it('a part that the payment company gave back while our process died is found by asking, and goes back once (C8)', async () => {
  const sale = await booked();
  const first = await due(sale, 1_200);
  const reference = randomUUID();
  // What a process leaves behind that is killed between the company's answer and its own commit.
  await desk.bed.admin(
    `with killed as (update payment.attempts set refund_promised_minor = 1200 where order_id = $1)
     update payment.refunds set status = 'pending', version = version + 1, provider_reference = $3, tries = 1, last_sent_at = $4 where refund_id = $2`,
    [sale.order.orderId, first, reference, desk.bed.deps.clock.now()],
  );
  const about = { orderId: sale.order.orderId, attemptId: sale.attempt.attemptId };
  const attempt = await transaction(desk.bed.deps.db, asService, async (tx) => await findAttempt(tx, about));
  assert(attempt !== undefined && attempt.providerTransactionId !== null, 'it was paid');
  await desk.ctx.providers.get('mtn-momo')?.requestRefund({
    reference,
    handle: null,
    told: null,
    payment: { ...paymentOf(desk.ctx, attempt), transactionId: attempt.providerTransactionId },
    orderReference: sale.order.reference,
    amount: rwf(1_200),
    sentAt: desk.bed.deps.clock.now(),
  });
  await due(sale, 800);
  for (const seconds of [20, 2, 3, 5]) await desk.pass(seconds);
  const back = await desk.momo.refunds(sale.order.reference);
  expect(back.map(({ amountMinor, status }) => `${amountMinor} ${status}`).toSorted()).toEqual([
    '1200 SUCCESSFUL',
    '800 SUCCESSFUL',
  ]);
  expect(await found(sale)).toEqual([]);
  // Of 5,000 the company keeps 3,000 less a tenth.
  expect(await sums(sale)).toEqual({ clearing: 3_000, commission: -300, 'company-payable': -2_700 });
});

it('the audit is content with a payment of which a part went back, and finds one whose promise is another (C8)', async () => {
  const sale = await booked();
  await due(sale, 1_000);
  for (const seconds of [2, 3, 5]) await desk.pass(seconds);
  expect(await found(sale)).toEqual([]);
  await desk.bed.admin('update payment.attempts set refund_promised_minor = 999 where order_id = $1', [
    sale.order.orderId,
  ]);
  expect(await found(sale)).toEqual(['refunds-unbalanced']);
});
