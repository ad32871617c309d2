import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '@safiri/kernel';
import { callbackSecretOf } from '../src/callbacks/callback-secret.ts';
import { callbackSecret, openPayDesk, type PayDesk } from './pay-desk.ts';

let desk: PayDesk;
beforeAll(async () => {
  desk = await openPayDesk();
});
afterAll(async () => await desk.close());
afterEach(async () => {
  await desk.momo.control('DELETE', 'faults');
});

const waiting = '250788123456';

/** The next charge of everybody meets the fault; those after it do not. */
async function nextCharge(fault: object): Promise<void> {
  await desk.momo.control('PUT', 'faults/charge/everyone', { ...fault, times: 1 });
}

async function referenceOf(attemptId: string): Promise<string> {
  const [row] = await desk.bed.admin<{ provider_reference: string }>(
    'select provider_reference from payment.attempts where attempt_id = $1',
    [attemptId],
  );
  return row?.provider_reference ?? '';
}

type Called = {
  readonly method?: 'PUT' | 'POST';
  readonly secret?: string;
  readonly reference: string;
  readonly payload?: string;
};

async function callBack({
  method = 'PUT',
  reference,
  secret = callbackSecretOf(callbackSecret, reference),
  payload = '{"status":"SUCCESSFUL"}',
}: Called) {
  const url = `/api/v1/payment/callbacks/momo/${secret}/${reference}`;
  return await desk.served.app.inject({ method, url, headers: { 'content-type': 'application/json' }, payload });
}

describe('an approved payment succeeds once', () => {
  it.each([
    ['00', 'approved at once'],
    ['05', 'though the callback comes twice'],
    ['06', 'though the callback never comes'],
    ['07', 'though the callback comes before the answer'],
    ['08', 'though the request was answered with 500'],
    ['09', 'though the callback names another amount'],
    ['16', 'though the connection was cut'],
    ['17', 'though the request was never answered'],
    ['18', 'though a callback says that it failed'],
    ['19', 'though the callback says next to nothing'],
  ])('%s: %s', async (ending) => {
    const { order, by, attempt } = await desk.started(`+2507880000${ending}`);
    expect(['pending', 'succeeded']).toContain(attempt.status);
    await desk.settle();
    await desk.pass(2);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'succeeded', reason: null });
    expect(await desk.momo.charges(order.reference)).toMatchObject([{ status: 'SUCCESSFUL' }]);
    expect(await desk.news(order.orderId)).toMatchObject([{ type: 'payment-succeeded' }]);
  });
});

describe('a payment that MTN says has failed', () => {
  it.each([
    ['01', 'declined'],
    ['10', 'not-enough-funds'],
    ['11', 'limit-reached'],
    ['12', 'payer-not-found'],
    ['13', 'provider-error'],
  ])('%s: is failed as %s, and told once', async (ending, reason) => {
    const { order, by } = await desk.started(`+2507880000${ending}`);
    await desk.settle();
    expect(await desk.seen(order, by)).toMatchObject({ status: 'failed', reason });
    expect(await desk.news(order.orderId)).toMatchObject([{ type: 'payment-failed', payload: { reason } }]);
  });

  it.each([['02'], ['03']])('%s: is pending as long as the prompt lives, then expired', async (ending) => {
    const { order, by } = await desk.started(`+2507880000${ending}`);
    await desk.pass(299);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'pending' });
    await desk.pass(10);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'failed', reason: 'expired' });
  });
});

describe('C3 a payment whose outcome is not known', () => {
  it('is pending while the payer may answer, unknown after that, and never failed: late money is found', async () => {
    const { order, by } = await desk.started('+250788000004');
    await desk.pass(359);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'pending' });
    await desk.pass(10);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'unknown', reason: null });
    expect(await desk.news(order.orderId)).toEqual([]);
    await desk.pass(600);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'succeeded' });
    expect(await desk.news(order.orderId)).toMatchObject([{ type: 'payment-succeeded', version: 4 }]);
  });

  it('is asked for by the hour when a day has passed, and blocks a second charge all the time', async () => {
    const { order, by, attempt } = await desk.started('+250788000014');
    for (let hour = 0; hour < 30; hour += 1) await desk.pass(3_600);
    const [row] = await desk.bed.admin<{ status: string; next_check_at: Date }>(
      'select status, next_check_at from payment.attempts where attempt_id = $1',
      [attempt.attemptId],
    );
    expect(row).toEqual({
      status: 'unknown',
      next_check_at: new Date(desk.bed.deps.clock.now().getTime() + 3_600_000),
    });
    const again = { ...by, client: desk.served.as(await desk.bed.tokens.guest(by.id)) };
    expect(await desk.pay({ order, by: again, phone: '+250788000000' })).toMatchObject({ code: 'PAYMENT_IN_PROGRESS' });
  });

  it('stays open while MTN answers nothing at all, and is settled when it does again', async () => {
    const { order, by } = await desk.started(`+${waiting}`);
    const [charge] = await desk.momo.charges(order.reference);
    await desk.momo.control('POST', `prompts/${charge?.referenceId}/approve`);
    const connection = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('fetch failed'));
    for (const job of desk.payment.jobs.filter((each) => each.name === 'attempt-checks')) await job.run();
    connection.mockRestore();
    expect(await desk.seen(order, by)).toMatchObject({ status: 'pending' });
    await desk.pass(10);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'succeeded' });
  });
});

describe('a request that MTN did not take', () => {
  it.each([['SERVICE_UNAVAILABLE'], ['TOO_MANY_REQUESTS'], ['INTERNAL_PROCESSING_ERROR']])(
    '%s: is sent again under its reference while the order can be paid',
    async (post) => {
      await nextCharge({ post });
      const { order, by, attempt } = await desk.started('+250788000000');
      expect(attempt.status).toBe('pending');
      expect(await desk.momo.charges(order.reference)).toEqual([]);
      await desk.pass(2);
      await desk.settle();
      expect(await desk.seen(order, by)).toMatchObject({ attemptId: attempt.attemptId, status: 'succeeded' });
      expect(await desk.momo.charges(order.reference)).toMatchObject([
        { referenceId: await referenceOf(attempt.attemptId) },
      ]);
    },
  );

  it('is not sent again for an order that cannot be paid any more, and fails when nothing of it can still arrive', async () => {
    await nextCharge({ post: 'SERVICE_UNAVAILABLE' });
    const { order, by } = await desk.started('+250788000000');
    order.open = false;
    await desk.pass(2);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'pending' });
    await desk.pass(130);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'failed', reason: 'provider-error' });
    expect(await desk.momo.charges(order.reference)).toEqual([]);
  });

  it('waits while ticketing does not say whether the order can be paid', async () => {
    await nextCharge({ post: 'SERVICE_UNAVAILABLE' });
    const { order, by } = await desk.started('+250788000000');
    desk.ticketing.silent = true;
    await desk.pass(200);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'pending' });
    desk.ticketing.silent = false;
    await desk.pass(60);
    await desk.settle();
    expect(await desk.seen(order, by)).toMatchObject({ status: 'succeeded' });
  });

  it('is not sent again for another amount than was asked for', async () => {
    await nextCharge({ post: 'SERVICE_UNAVAILABLE' });
    const { order, by } = await desk.started('+250788000000');
    Object.assign(order, { total: { amountMinor: 6_000, currency: 'RWF' } });
    await desk.pass(130);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'failed' });
    expect(await desk.momo.charges(order.reference)).toEqual([]);
  });

  it('but refused by name fails at once, and the next attempt is free', async () => {
    await nextCharge({ post: 'NOT_ALLOWED' });
    const { order, by, attempt } = await desk.started('+250788000000');
    expect(attempt).toMatchObject({ status: 'failed', reason: 'provider-error' });
    expect(await desk.news(order.orderId)).toMatchObject([{ type: 'payment-failed' }]);
    expect(await desk.pay({ order, by, phone: '+250788000000' })).toMatchObject({
      ok: true,
      value: { status: 'pending' },
    });
  });

  it('and refused only when repeated stays open: the first one may still arrive', async () => {
    await nextCharge({ post: 'SERVICE_UNAVAILABLE' });
    const { order, by } = await desk.started('+250788000000');
    await nextCharge({ post: 'NOT_ALLOWED' });
    await desk.pass(2);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'pending' });
    await nextCharge({ post: 'NOT_ALLOWED' });
    await desk.pass(130);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'failed' });
  });

  it('because of the callback address is sent without one, and its status is polled', async () => {
    await nextCharge({ post: 'INVALID_CALLBACK_URL_HOST' });
    const { order, by } = await desk.started('+250788000000');
    await desk.pass(2);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'succeeded' });
  });
});

describe('access tokens', () => {
  it('that MTN has dropped early are renewed without anybody noticing', async () => {
    await desk.started('+250788000000');
    await desk.momo.advance(3_600);
    const { order, by } = await desk.started('+250788000000');
    await desk.settle();
    expect(await desk.seen(order, by)).toMatchObject({ status: 'succeeded' });
    expect(await desk.momo.charges(order.reference)).toHaveLength(1);
  });
});

describe('a callback', () => {
  it('makes its attempt due at once, by PUT and by POST, and is answered 204', async () => {
    for (const callbackMethod of ['PUT', 'POST']) {
      await desk.momo.control('PATCH', 'switches', { callbackMethod });
      const { order, by } = await desk.started(`+${waiting}`);
      const [charge] = await desk.momo.charges(order.reference);
      await desk.momo.control('POST', `prompts/${charge?.referenceId}/approve`);
      expect(desk.callbacks.heard.at(-1)).toMatchObject({ method: callbackMethod, status: 204 });
      await desk.settle();
      expect(await desk.seen(order, by)).toMatchObject({ status: 'succeeded' });
    }
    await desk.momo.control('DELETE', 'switches');
  });

  it('with a wrong secret is answered like any address that does not exist, noted as a security event, and has no effect', async () => {
    const { attempt } = await desk.started(`+${waiting}`);
    const noted = vi.spyOn(desk.bed.deps.log, 'warn');
    const before = await desk.bed.admin('select next_check_at from payment.attempts where attempt_id = $1', [
      attempt.attemptId,
    ]);
    const answer = await callBack({
      secret: 'secret-of-somebody-else',
      reference: await referenceOf(attempt.attemptId),
    });
    const nowhere = await desk.served.app.inject({ method: 'PUT', url: '/api/v1/payment/nowhere' });
    expect(answer.statusCode).toBe(404);
    expect({ ...answer.json<object>(), requestId: '' }).toEqual({ ...nowhere.json<object>(), requestId: '' });
    expect(noted).toHaveBeenCalledWith(expect.objectContaining({ security: true }), expect.anything());
    expect(
      await desk.bed.admin('select next_check_at from payment.attempts where attempt_id = $1', [attempt.attemptId]),
    ).toEqual(before);
    noted.mockRestore();
  });

  it('of an unknown reference is taken and changes nothing', async () => {
    const answer = await callBack({ method: 'POST', reference: newId() });
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
  });

  it('that lies about success is only a reason to ask', async () => {
    const { order, by, attempt } = await desk.started(`+${waiting}`);
    for (const payload of ['{"status":"SUCCESSFUL","financialTransactionId":"1"}', '[]', '"yes"', 'null']) {
      const answer = await callBack({ reference: await referenceOf(attempt.attemptId), payload });
      expect(answer.statusCode).toBe(204);
    }
    for (const job of desk.payment.jobs.filter((each) => each.name === 'attempt-checks')) await job.run();
    expect(await desk.seen(order, by)).toMatchObject({ status: 'pending' });
    expect(await desk.news(order.orderId)).toEqual([]);
  });

  it('that comes again after the end changes nothing', async () => {
    const { order, by, attempt } = await desk.started('+250788000000');
    await desk.settle();
    const answer = await callBack({ reference: await referenceOf(attempt.attemptId), payload: '{"status":"FAILED"}' });
    expect(answer.statusCode).toBe(204);
    await desk.settle();
    expect(await desk.seen(order, by)).toMatchObject({ status: 'succeeded' });
    expect(await desk.news(order.orderId)).toHaveLength(1);
  });
});
