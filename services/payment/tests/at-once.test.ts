import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { newId } from '@safiri/kernel';
import { callbackSecretOf } from '../src/callbacks/callback-secret.ts';
import { callbackSecret, openPayDesk, type Order, type Passenger, type PayDesk } from './pay-desk.ts';

let desk: PayDesk;
beforeAll(async () => {
  desk = await openPayDesk();
});
afterAll(async () => await desk.close());

/** Nobody answers the prompt until a test does. */
const waiting = '+250788123456';
const approves = '+250788000000';
const declines = '+250788000001';
/** Says nothing for a quarter of an hour, then moves the money. */
const answersLate = '+250788000004';

async function referenceOf(attemptId: string): Promise<string> {
  const [row] = await desk.bed.admin<{ reference: string }>(
    'select provider_reference as reference from payment.attempts where attempt_id = $1',
    [attemptId],
  );
  return row?.reference ?? '';
}

async function callBack(reference: string, payload: string, secret = callbackSecretOf(callbackSecret, reference)) {
  const url = `/api/v1/payment/callbacks/momo/${secret}/${reference}`;
  return await desk.served.app.inject({ method: 'PUT', url, headers: { 'content-type': 'application/json' }, payload });
}

async function approve(order: Order): Promise<void> {
  const [charge] = await desk.momo.charges(order.reference);
  await desk.momo.control('POST', `prompts/${charge?.referenceId}/approve`);
}

async function checkAll(): Promise<void> {
  await Promise.all(
    desk.payment.jobs.filter(({ name }) => name === 'attempt-checks').map(async (job) => void (await job.run())),
  );
}

describe('C2 callbacks and retries at once', () => {
  it('C2 ten callbacks, ten repeats of the request, ten second presses and the jobs make one charge and one piece of news', async () => {
    const [order, by, key] = [desk.order(), await desk.passenger(), newId()];
    const started = await desk.pay({ order, by, phone: waiting, key });
    const attemptId = started.ok ? started.value.attemptId : expect.fail(started.code);
    const reference = await referenceOf(attemptId);
    await approve(order);
    const ten = Array.from({ length: 10 }, (_each, n) => n);
    const [callbacks, repeats, presses] = await Promise.all([
      Promise.all(ten.map(async () => (await callBack(reference, '{"status":"SUCCESSFUL"}')).statusCode)),
      Promise.all(ten.map(async () => await desk.pay({ order, by, phone: waiting, key }))),
      Promise.all(ten.map(async () => await desk.pay({ order, by, phone: waiting }))),
      Promise.all(ten.map(checkAll)),
    ]);
    await desk.settle();
    expect(new Set(callbacks)).toEqual(new Set([204]));
    expect(repeats.filter((answer) => answer.ok && answer.value.attemptId === attemptId)).toHaveLength(10);
    for (const answer of presses) expect(['PAYMENT_IN_PROGRESS', 'ORDER_NOT_OPEN']).toContain(answer.ok || answer.code);
    expect(await desk.momo.charges(order.reference)).toMatchObject([{ status: 'SUCCESSFUL' }]);
    expect(await desk.news(order.orderId)).toMatchObject([{ type: 'payment-succeeded' }]);
  });

  it('C2 "failed" that is heard after "successful" is logged and changes nothing', async () => {
    const { order, by, attempt } = await desk.started(approves);
    await desk.settle();
    const reference = await referenceOf(attempt.attemptId);
    for (const status of ['FAILED', 'SUCCESSFUL', 'FAILED'])
      expect((await callBack(reference, JSON.stringify({ status }))).statusCode).toBe(204);
    await desk.settle();
    expect(await desk.seen(order, by)).toMatchObject({ status: 'succeeded' });
    expect(await desk.news(order.orderId)).toHaveLength(1);
  });

  it('C2 a forged one changes nothing and is a security event', async () => {
    const { order, by, attempt } = await desk.started(waiting);
    const noted = vi.spyOn(desk.bed.deps.log, 'warn');
    const forged = await callBack(await referenceOf(attempt.attemptId), '{"status":"SUCCESSFUL"}', 'f'.repeat(32));
    expect(forged.statusCode).toBe(404);
    expect(noted).toHaveBeenCalledWith(expect.objectContaining({ security: true }), expect.anything());
    noted.mockRestore();
    await checkAll();
    expect(await desk.seen(order, by)).toMatchObject({ status: 'pending' });
    expect(await desk.news(order.orderId)).toEqual([]);
  });

  it('C2 a key with another body is refused, and a declined attempt makes room for one with another key', async () => {
    const [order, by, key] = [desk.order(), await desk.passenger(), newId()];
    const first = await desk.pay({ order, by, phone: declines, key });
    expect(await desk.pay({ order, by, phone: approves, key })).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    await desk.settle();
    const second = await desk.pay({ order, by, phone: approves });
    expect(second.ok && first.ok && second.value.attemptId !== first.value.attemptId).toBe(true);
    await desk.settle();
    expect((await desk.news(order.orderId)).map(({ type }) => type)).toEqual(['payment-failed', 'payment-succeeded']);
  });
});

describe('C3 a prompt that nobody answers', () => {
  const pressAgain = async (order: Order, by: Passenger) => await desk.pay({ order, by, phone: answersLate });

  it('C3 is unknown and never failed; pressing again resumes it, and when the order is long over its money is found', async () => {
    const { order, by, attempt } = await desk.started(answersLate);
    const { attemptId } = attempt;
    expect(await pressAgain(order, by)).toMatchObject({ code: 'PAYMENT_IN_PROGRESS', problem: { attemptId } });
    await desk.pass(370);
    expect(await desk.seen(order, by)).toMatchObject({ attemptId, status: 'unknown', reason: null });
    expect(await pressAgain(order, by)).toMatchObject({ code: 'PAYMENT_IN_PROGRESS', problem: { attemptId } });
    // The grace is over, the seats are on sale again: asking goes on.
    order.open = false;
    expect(await desk.news(order.orderId)).toEqual([]);
    await desk.pass(700);
    expect(await desk.seen(order, by)).toMatchObject({ attemptId, status: 'succeeded' });
    expect(await desk.momo.charges(order.reference)).toHaveLength(1);
    expect(await desk.news(order.orderId)).toMatchObject([{ type: 'payment-succeeded', payload: { attemptId } }]);
  });

  it('C3 pressed again is asked for at once, and sent again under its reference if it never arrived', async () => {
    await desk.momo.control('PUT', 'faults/charge/everyone', { post: 'SERVICE_UNAVAILABLE', times: 1 });
    const { order, by, attempt } = await desk.started(approves);
    expect(await desk.momo.charges(order.reference)).toEqual([]);
    await checkAll();
    expect(await desk.momo.charges(order.reference)).toEqual([]);
    expect(await desk.pay({ order, by, phone: approves })).toMatchObject({ code: 'PAYMENT_IN_PROGRESS' });
    await checkAll();
    expect(await desk.momo.charges(order.reference)).toMatchObject([
      { referenceId: await referenceOf(attempt.attemptId) },
    ]);
    await desk.settle();
    expect(await desk.seen(order, by)).toMatchObject({ attemptId: attempt.attemptId, status: 'succeeded' });
  });
});
