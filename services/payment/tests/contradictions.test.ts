import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { refundDue } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { callbackSecretOf } from '../src/callbacks/callback-secret.ts';
import { startLyingMomo, type LyingMomo } from './lying-momo.ts';
import { openPayDesk, type Order, type PayDesk } from './pay-desk.ts';

let momo: LyingMomo;
let desk: PayDesk;
beforeAll(async () => {
  momo = await startLyingMomo();
  desk = await openPayDesk({ callbacks: false, momo: { baseUrl: momo.address } });
});
afterAll(async () => {
  await desk.close();
  momo.close();
});

const payer = '+250788123456';
let nextTransaction = 1;

function success(order: Order, changes: object = {}): { status: number; body: object } {
  nextTransaction += 1;
  return {
    status: 200,
    body: {
      status: 'SUCCESSFUL',
      financialTransactionId: nextTransaction,
      externalId: order.reference,
      amount: order.total.amountMinor,
      currency: order.total.currency,
      ...changes,
    },
  };
}

async function rowOf(attemptId: string) {
  const [row] = await desk.bed.admin<{
    status: string;
    held_because: string | null;
    next_check_at: Date | null;
    provider_reference: string;
  }>('select status, held_because, next_check_at, provider_reference from payment.attempts where attempt_id = $1', [
    attemptId,
  ]);
  if (row === undefined) throw new Error('it is there');
  return row;
}

describe('a success that is not what was asked for', () => {
  it.each([
    ['another amount', { amount: '4999' }, 'amount-differs'],
    ['another currency', { currency: 'UGX' }, 'currency-differs'],
    ['an amount that is none', { amount: 'many' }, 'amount-unreadable'],
    ['another order', { externalId: 'SOMEBODY-ELSES' }, 'reference-differs'],
    ['no order', { externalId: undefined }, 'reference-differs'],
  ])(
    '%s is never confirmed: it is noted as a security event and kept for a person',
    async (_what, changes, because) => {
      const { order, by, attempt } = await desk.started(payer);
      const { provider_reference: reference } = await rowOf(attempt.attemptId);
      const noted = vi.spyOn(desk.bed.deps.log, 'error');
      momo.states.set(reference, success(order, changes));
      await desk.pass(2);
      expect(await desk.seen(order, by)).toMatchObject({ status: 'unknown', reason: null });
      expect(noted).toHaveBeenCalledWith(expect.objectContaining({ security: true, because }), expect.anything());
      noted.mockRestore();

      momo.states.set(reference, success(order));
      const secret = callbackSecretOf(desk.ctx.config.callbackSecret, reference);
      await desk.served.app.inject({
        method: 'PUT',
        url: `/api/v1/payment/callbacks/momo/${secret}/${reference}`,
        payload: {},
      });
      await desk.pass(3_600);
      expect(await rowOf(attempt.attemptId)).toMatchObject({
        status: 'unknown',
        held_because: because,
        next_check_at: null,
      });
      expect(await desk.news(order.orderId)).toEqual([]);
    },
  );

  it('money that already paid for another attempt pays for no second one', async () => {
    const [one, two] = [await desk.started(payer), await desk.started(payer)];
    for (const { order, attempt } of [one, two])
      momo.states.set(
        (await rowOf(attempt.attemptId)).provider_reference,
        success(order, { financialTransactionId: 'the-same' }),
      );
    await desk.pass(2);
    const rows = [await rowOf(one.attempt.attemptId), await rowOf(two.attempt.attemptId)];
    const outcomes = rows.map(({ status, held_because: because }) => `${status} ${because}`);
    expect(new Set(outcomes)).toEqual(new Set(['succeeded null', 'unknown transaction-taken']));
  });
});

describe('answers in all the shapes MTN has', () => {
  it.each([
    ['amount and id as numbers', { amount: 5000, financialTransactionId: 880_001 }],
    ['amount with decimals of nothing', { amount: '5000.00' }],
    ['no transaction id', { financialTransactionId: undefined }],
    ['a status in small letters', { status: 'successful' }],
  ])('%s confirms', async (_what, changes) => {
    const { order, by, attempt } = await desk.started(payer);
    momo.states.set((await rowOf(attempt.attemptId)).provider_reference, success(order, changes));
    await desk.pass(2);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'succeeded' });
  });

  it.each([
    ['a status that nobody knows', { status: 200, body: { status: 'ONGOING' } }],
    ['no JSON', { status: 200, body: '<html>' }],
    ['an error', { status: 500, body: { code: 'INTERNAL_PROCESSING_ERROR' } }],
    ['too many requests', { status: 429, body: undefined }],
    ['a 404 of a gateway', { status: 404, body: { statusCode: 404, message: 'Resource not found' } }],
    ['a redirection', { status: 302, body: undefined }],
  ])('%s leaves it open and sends nothing again', async (_what, answer) => {
    const { order, by, attempt } = await desk.started(payer);
    const { provider_reference: reference } = await rowOf(attempt.attemptId);
    momo.states.set(reference, answer);
    await desk.pass(400);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'unknown' });
    const posts = momo.asked.filter(
      ({ method, headers }) => method === 'POST' && headers['x-reference-id'] === reference,
    );
    expect(posts).toHaveLength(1);
    momo.states.set(reference, success(order));
    await desk.pass(60);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'succeeded' });
  });

  it.each([
    ['a text', { reason: 'PAYER_LIMIT_REACHED' }],
    ['an object', { reason: { code: 'PAYER_LIMIT_REACHED', message: 'limit' } }],
    ['a code beside the status', { code: 'PAYER_LIMIT_REACHED' }],
  ])('a reason that is %s is read', async (_what, why) => {
    const { order, by, attempt } = await desk.started(payer);
    momo.states.set((await rowOf(attempt.attemptId)).provider_reference, {
      status: 200,
      body: { status: 'FAILED', ...why },
    });
    await desk.pass(2);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'failed', reason: 'limit-reached' });
  });
});

describe('a refund', () => {
  it('of another amount than was promised is kept for a person', async () => {
    const { order, by, attempt } = await desk.started(payer);
    momo.states.set((await rowOf(attempt.attemptId)).provider_reference, success(order));
    await desk.pass(2);
    await desk.bed.hear(desk.payment, refundDue, {
      refundId: newId(),
      orderId: order.orderId,
      version: 1,
      attemptId: attempt.attemptId,
      amount: order.total,
      cause: 'paid-twice',
      reference: order.reference,
      contact: { phone: null, email: null },
      locale: 'en',
    });
    await desk.settle();
    const [refund] = await desk.bed.admin<{ provider_reference: string }>(
      'select provider_reference from payment.refunds where order_id = $1',
      [order.orderId],
    );
    momo.states.set(refund?.provider_reference ?? '', success(order, { amount: '1' }));
    await desk.pass(60);
    expect(
      await desk.bed.admin('select status, held_because, next_check_at from payment.refunds where order_id = $1', [
        order.orderId,
      ]),
    ).toEqual([{ status: 'pending', held_because: 'amount-differs', next_check_at: null }]);
    expect((await desk.seen(order, by))?.refund).toMatchObject({ status: 'pending' });
  });
});

describe('what is sent', () => {
  it("carries a reference of version 4, the order's reference, a plain number and notes without special characters", async () => {
    const { order, attempt } = await desk.started(payer);
    const sent = momo.asked.findLast(
      ({ method, path }) => method === 'POST' && path === '/collection/v1_0/requesttopay',
    );
    expect(sent?.headers['x-reference-id']).toBe((await rowOf(attempt.attemptId)).provider_reference);
    expect(sent?.headers['x-reference-id']).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(sent?.headers).not.toHaveProperty('x-callback-url');
    expect(JSON.parse(sent?.body ?? '')).toEqual({
      amount: '5000',
      currency: 'RWF',
      externalId: order.reference,
      payer: { partyIdType: 'MSISDN', partyId: '250788123456' },
      payerMessage: `Bus ticket ${order.reference}`,
      payeeNote: `Order ${order.reference}`,
    });
  });

  it('with credentials that MTN does not know fails at once: nothing was taken', async () => {
    momo.tokenAnswer = { status: 401, body: { error: 'invalid' } };
    const cold = await openPayDesk({ callbacks: false, momo: { baseUrl: momo.address } });
    const { attempt } = await cold.started(payer);
    expect(attempt).toMatchObject({ status: 'failed', reason: 'provider-error' });
    await cold.close();
  });
});
