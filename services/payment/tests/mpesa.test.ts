import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { refundDue, type Attempt } from '@safiri/contracts';
import { money, newId, type Money } from '@safiri/kernel';
import { callbackSecretOf } from '../src/callbacks/callback-secret.ts';
import { mpesaSettings, startMpesaSimulator } from './mpesa-simulator.ts';
import { callbackSecret } from './pay-desk.ts';
import { openRedirectDesk, type RedirectDesk } from './redirect-desk.ts';
import type { Order } from './ticketing-stand-in.ts';

const fare = money(150_000, 'KES');

let desk: RedirectDesk;
beforeAll(async () => {
  let door = '';
  desk = await openRedirectDesk({
    method: 'm-pesa',
    start: async (callbackUrl) => {
      door = callbackUrl;
      return await startMpesaSimulator();
    },
    config: (address) => ({ mpesa: mpesaSettings(address, door) }),
    callbackPath: '',
    visit: async () => '',
  });
});
afterAll(async () => await desk.close());
afterEach(async () => void (await desk.company.control('DELETE', 'faults')));

async function started(payerPhone: string) {
  const [order, by] = [desk.ticketing.order(fare), await desk.passenger()];
  const answer = await desk.pay(order, by, { payerPhone });
  if (!answer.ok) throw new Error(answer.code);
  return { order, by, attempt: answer.value };
}

async function paid(payerPhone = '+254712000000') {
  const sale = await started(payerPhone);
  // A callback that a busy machine was slow to take is made up for by time.
  for (const seconds of [2, 3]) await desk.pass(seconds);
  expect(await desk.seen(sale)).toMatchObject({ status: 'succeeded' });
  return sale;
}

async function rowOf({ attemptId }: Attempt): Promise<{ provider_reference: string; status: string } | undefined> {
  const sql = 'select provider_reference, status from payment.attempts where attempt_id = $1';
  return (await desk.bed.admin<{ provider_reference: string; status: string }>(sql, [attemptId]))[0];
}

async function referenceOf(attempt: Attempt): Promise<string> {
  return (await rowOf(attempt))?.provider_reference ?? '';
}

describe('a payment', () => {
  it.each([
    ['00', 'approved at once'],
    ['05', 'though the callback comes twice'],
    ['07', 'though the callback comes before the answer'],
    ['18', 'though one callback says the opposite'],
  ])('…%s, %s, has succeeded once', async (ending) => {
    const sale = await paid(`+2547120000${ending}`);
    expect(await desk.news(sale.order)).toEqual(['payment-succeeded']);
    expect(await desk.company.charges(sale.order.reference)).toMatchObject([{ status: 'SUCCESSFUL' }]);
  });

  it.each([
    ['06', 'the callback never comes'],
    ['09', 'the callback names another amount'],
    ['25', 'the callback comes hours later'],
  ])('…%s has succeeded with its own amount though %s', async (ending) => {
    const sale = await started(`+2547120000${ending}`);
    for (const seconds of [2, 3]) await desk.pass(seconds);
    expect(await desk.seen(sale)).toMatchObject({ status: 'succeeded', amount: fare });
    await desk.pass(3 * 3_600);
    expect(await desk.news(sale.order)).toEqual(['payment-succeeded']);
  });

  it('whose callback comes hours after a query has found the money gets its receipt all the same', async () => {
    const sale = await paid('+254712000025');
    const receipt = async () =>
      (
        await desk.bed.admin<{ receipt: string | null }>(
          "select provider_told->>'receipt' as receipt from payment.attempts where attempt_id = $1",
          [sale.attempt.attemptId],
        )
      )[0]?.receipt;
    expect(await receipt()).toBeNull();
    await desk.pass(4 * 3_600);
    expect(await receipt()).toMatch(/^[A-Z0-9]{10}$/);
    expect(await desk.news(sale.order)).toEqual(['payment-succeeded']);
  });

  it.each([
    ['16', 'the answer was lost'],
    ['08', 'the answer was an error'],
    ['19', 'the answer and the callback were lost'],
  ])('…%s has succeeded once though %s', async (ending) => {
    const sale = await started(`+2547120000${ending}`);
    expect(sale.attempt).toMatchObject({ status: 'pending' });
    for (const seconds of [2, 3, 60, 900]) await desk.pass(seconds);
    expect(await desk.seen(sale)).toMatchObject({ status: 'succeeded' });
    expect(await desk.company.charges(sale.order.reference)).toHaveLength(1);
  });

  it('that never arrived is sent again once when ten minutes are over, and is not lost', async () => {
    await desk.company.control('PUT', 'faults/charge/everyone', { post: 'INTERNAL_ERROR', times: 1 });
    const sale = await started('+254712000000');
    await desk.pass(300);
    expect(await desk.company.charges(sale.order.reference)).toEqual([]);
    for (const seconds of [300, 60, 60]) await desk.pass(seconds);
    expect(await desk.seen(sale)).toMatchObject({ status: 'succeeded' });
    expect(await desk.company.charges(sale.order.reference)).toHaveLength(1);
  });

  it('that nobody answers expires, is refused to be asked for meanwhile, and can be tried anew', async () => {
    const sale = await started('+254712345678');
    const again = await desk.pay(sale.order, sale.by, { payerPhone: '+254712345678' });
    expect(again.ok ? again.value.attemptId : again.code).not.toBe(sale.attempt.attemptId);
    expect(await desk.company.charges(sale.order.reference)).toHaveLength(1);
    for (const seconds of [60, 10]) await desk.pass(seconds);
    expect(await desk.seen(sale)).toMatchObject({ status: 'failed', reason: 'expired' });
    expect(await desk.pay(sale.order, sale.by, { payerPhone: '+254712000000' })).toMatchObject({ ok: true });
  });

  it.each([
    ['+254712000001', 'declined'],
    ['+254712000010', 'not-enough-funds'],
    ['+254712000022', 'provider-error'],
    ['+250788000000', 'payer-not-found'],
  ])('of %s has failed: %s', async (phone, reason) => {
    const sale = await started(phone);
    await desk.pass(2);
    expect(await desk.seen(sale)).toMatchObject({ status: 'failed', reason });
  });
});

describe('every way of answering, deciding and calling back together', () => {
  const ways = ['accept', 'error-after-accepting', 'cut-after-accepting'].flatMap((post) =>
    ['SUCCESSFUL', '1032'].flatMap((answer) =>
      ['normal', 'twice', 'lost', 'late', 'before-answer', 'wrong-amount', 'contradicting'].map((callback) => ({
        post,
        answer,
        callback,
        times: 1,
      })),
    ),
  );

  it('ends each attempt as the company’s books say, and charges nobody twice', async () => {
    const sales = [];
    for (const [index, way] of ways.entries()) {
      const phone = `2547550001${String(index).padStart(2, '0')}`;
      await desk.company.control('PUT', `faults/charge/${phone}`, way);
      sales.push({ way, ...(await started(`+${phone}`)) });
    }
    // A prompt that is sent again waits for nobody, and is gone after a minute.
    for (const seconds of [2, 3, 60, 540, 60, 60, 60, 3 * 3_600]) await desk.pass(seconds);
    const outcomes = await Promise.all(
      sales.map(async (sale) => ({
        way: sale.way,
        // Their tokens have ended by now.
        status: (await rowOf(sale.attempt))?.status,
        paidMinor: (await desk.company.moved(sale.order.reference)).paidMinor,
      })),
    );
    expect(outcomes).toEqual(
      ways.map((way) =>
        way.answer === 'SUCCESSFUL'
          ? { way, status: 'succeeded', paidMinor: fare.amountMinor }
          : { way, status: 'failed', paidMinor: 0 },
      ),
    );
  });
});

describe('a callback', () => {
  const callBack = async (reference: string, changes: { readonly secret?: string; readonly payload?: object } = {}) =>
    (
      await desk.served.app.inject({
        method: 'POST',
        url: `/api/v1/payment/callbacks/m-pesa/${changes.secret ?? callbackSecretOf(callbackSecret, reference)}/${reference}/payment`,
        headers: { 'content-type': 'application/json' },
        payload: changes.payload ?? {
          Body: { stkCallback: { CheckoutRequestID: 'ws_CO_forged', ResultCode: 0, CallbackMetadata: { Item: [] } } },
        },
      })
    ).statusCode;

  it('with the secret of another payment is forged, changes nothing and is a security event', async () => {
    const sale = await started('+254712000014');
    const reference = await referenceOf(sale.attempt);
    const noted = vi.spyOn(desk.bed.deps.log, 'warn');
    expect(await callBack(reference, { secret: callbackSecretOf(callbackSecret, newId()) })).toBe(404);
    expect(noted).toHaveBeenCalledWith(expect.objectContaining({ security: true, reference }), expect.anything());
    noted.mockRestore();
    await desk.settle();
    expect(await desk.seen(sale)).toMatchObject({ status: 'pending' });
  });

  it('that lies on the right address ends nothing', async () => {
    const sale = await started('+254713000014');
    expect(await callBack(await referenceOf(sale.attempt))).toBe(200);
    await desk.settle();
    expect(await desk.seen(sale)).toMatchObject({ status: 'pending' });
  });
});

describe('a refund', () => {
  async function refund(sale: { order: Order; attempt: Attempt }, amount: Money): Promise<void> {
    await desk.bed.hear(desk.payment, refundDue, {
      refundId: newId(),
      orderId: sale.order.orderId,
      version: 1,
      attemptId: sale.attempt.attemptId,
      amount,
      cause: 'seats-gone',
      reference: sale.order.reference,
      contact: { phone: null, email: null },
      locale: 'en',
    });
    for (const seconds of [2, 3, 5, 8, 60, 60]) await desk.pass(seconds);
  }

  it.each([
    ['all of it, by a reversal', fare],
    ['part of it, by a payment to the customer', money(50_000, 'KES')],
  ])('of %s, comes back once', async (_what, amount) => {
    const sale = await paid();
    await refund(sale, amount);
    expect(await desk.seen(sale)).toMatchObject({ refund: { status: 'succeeded', amount } });
    expect((await desk.company.moved(sale.order.reference)).refundedMinor).toBe(amount.amountMinor);
    expect(await desk.news(sale.order)).toEqual(['payment-succeeded', 'refund-succeeded']);
  });

  it('whose request and result were lost comes back once', async () => {
    const sale = await paid();
    const lost = { post: 'cut-after-accepting', callback: 'lost', times: 1 };
    await desk.company.control('PUT', 'faults/refund/everyone', lost);
    await refund(sale, fare);
    await desk.pass(120);
    for (const seconds of [60, 60, 60]) await desk.pass(seconds);
    expect(await desk.seen(sale)).toMatchObject({ refund: { status: 'succeeded' } });
    expect((await desk.company.moved(sale.order.reference)).refundedMinor).toBe(fare.amountMinor);
  });

  it('that fails is tried again', async () => {
    const sale = await paid();
    await desk.company.control('PUT', 'faults/refund/everyone', { answer: '1', times: 1 });
    await refund(sale, fare);
    for (const seconds of [60, 60, 60]) await desk.pass(seconds);
    expect(await desk.seen(sale)).toMatchObject({ refund: { status: 'succeeded' } });
    expect((await desk.company.moved(sale.order.reference)).refundedMinor).toBe(fare.amountMinor);
  });
});
