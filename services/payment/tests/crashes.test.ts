import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@safiri/kernel';
import { asService, transaction } from '@safiri/runtime';
import { claimDueAttempts, findAttempt, hurryAttempt, type AttemptRow } from '../src/attempts/attempt-queries.ts';
import { awaitOutcome } from '../src/attempts/await-outcome.ts';
import { claimAttempt } from '../src/attempts/claim-attempt.ts';
import { paymentOf } from '../src/attempts/payment-of.ts';
import { settleAttempt } from '../src/attempts/settle-attempt.ts';
import { secondsAfter } from '../src/checks/check-schedule.ts';
import { openPayDesk, type Order, type Passenger, type PayDesk } from './pay-desk.ts';

let desk: PayDesk;
beforeAll(async () => {
  desk = await openPayDesk({ callbacks: false });
});
afterAll(async () => await desk.close());

const noWords = { handle: undefined, told: undefined };
const approves = '+250788000000';

/** The first step of a payment, as a process leaves it that is killed right after. */
async function claimOnly(order: Order, by: Passenger): Promise<AttemptRow> {
  const now = desk.bed.deps.clock.now();
  const claim = await claimAttempt(desk.ctx, {
    orderId: order.orderId,
    attemptId: newId(),
    callerId: by.id,
    idempotencyKey: newId(),
    fingerprint: 'f',
    method: 'mtn-momo',
    payerPhone: approves,
    amountMinor: order.total.amountMinor,
    currency: order.total.currency,
    orderReference: order.reference,
    providerReference: crypto.randomUUID(),
    now,
    nextCheckAt: secondsAfter(now, 20),
  });
  if (claim.kind !== 'claimed') throw new Error('the key is new');
  return claim.attempt;
}

async function rowOf(attempt: AttemptRow): Promise<AttemptRow | undefined> {
  return await transaction(desk.bed.deps.db, asService, async (tx) => await findAttempt(tx, attempt));
}

async function claimDue(): Promise<AttemptRow[]> {
  const now = desk.bed.deps.clock.now();
  return await transaction(
    desk.bed.deps.db,
    asService,
    async (tx) => await claimDueAttempts(tx, { now, leaseUntil: secondsAfter(now, 20), limit: 100 }),
  );
}

describe('a process killed', () => {
  it('after the row and before the request: the job sends it, once', async () => {
    const [order, by] = [desk.order(), await desk.passenger()];
    await claimOnly(order, by);
    await desk.settle();
    expect(await desk.momo.charges(order.reference)).toEqual([]);
    await desk.pass(20);
    await desk.pass(3);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'succeeded' });
    expect(await desk.momo.charges(order.reference)).toHaveLength(1);
  });

  it('after the row, when the order cannot be paid any more: the attempt fails and nothing was charged', async () => {
    const [order, by] = [desk.order(), await desk.passenger()];
    await claimOnly(order, by);
    order.open = false;
    await desk.pass(20);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'pending' });
    await desk.pass(110);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'failed' });
    expect(await desk.momo.charges(order.reference)).toEqual([]);
  });

  it('after the request and before its answer was written down: the status tells, and nothing is sent twice', async () => {
    const [order, by] = [desk.order(), await desk.passenger()];
    const attempt = await claimOnly(order, by);
    await desk.ctx.providers.get('mtn-momo')?.requestPayment(paymentOf(desk.ctx, attempt));
    await desk.pass(20);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'succeeded' });
    expect(await desk.momo.charges(order.reference)).toHaveLength(1);
    expect(await desk.news(order.orderId)).toHaveLength(1);
  });

  it('with claims in its hand gives them back when the lease is over, and not before', async () => {
    const { order, by } = await desk.started(approves);
    desk.bed.deps.clock.advanceSeconds(2);
    expect((await claimDue()).map(({ orderId }) => orderId)).toContain(order.orderId);
    expect((await claimDue()).map(({ orderId }) => orderId)).not.toContain(order.orderId);
    await desk.pass(19);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'pending' });
    await desk.pass(1);
    expect(await desk.seen(order, by)).toMatchObject({ status: 'succeeded' });
  });
});

describe('several processes side by side', () => {
  it('settle each attempt once', async () => {
    const started = await Promise.all(Array.from({ length: 30 }, () => desk.started(approves)));
    desk.bed.deps.clock.advanceSeconds(2);
    await desk.momo.quiet();
    const checks = desk.payment.jobs.find(({ name }) => name === 'attempt-checks');
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        while (await checks?.run());
      }),
    );
    const news = await desk.bed.outbox();
    for (const { order } of started)
      expect(news.filter(({ payload }) => JSON.stringify(payload).includes(order.orderId))).toHaveLength(1);
  });

  it('a callback that arrives during a check is not lost', async () => {
    const { order } = await desk.started('+250788123456');
    desk.bed.deps.clock.advanceSeconds(2);
    const claimed = (await claimDue()).find(({ orderId }) => orderId === order.orderId);
    if (claimed === undefined) throw new Error('it is due');
    const now = desk.bed.deps.clock.now();
    await transaction(
      desk.bed.deps.db,
      asService,
      async (tx) =>
        await hurryAttempt(tx, { ...noWords, method: 'mtn-momo', reference: claimed.providerReference, now }),
    );
    await awaitOutcome(desk.ctx, claimed, { cause: 'told-pending', detail: null });
    expect((await rowOf(claimed))?.nextCheckAt).toEqual(now);
  });
});

describe('the database', () => {
  async function asRunningRole(statement: string, values: unknown[]): Promise<void> {
    const client = await desk.bed.deps.db.pool.connect();
    try {
      await client.query("begin; select set_config('safiri.actor_kind', 'service', true)");
      await client.query(statement, values);
    } finally {
      await client.query('rollback');
      client.release();
    }
  }

  it('keeps what is over as it is: "failed" after "succeeded" is logged and changes nothing', async () => {
    const { order, by } = await desk.started(approves);
    await desk.pass(2);
    const [row] = await desk.bed.admin<{ id: string }>(
      'select attempt_id as id from payment.attempts where order_id = $1',
      [order.orderId],
    );
    const attempt = await transaction(
      desk.bed.deps.db,
      asService,
      async (tx) => await findAttempt(tx, { orderId: order.orderId, attemptId: row?.id ?? '' }),
    );
    if (attempt === undefined) throw new Error('it is there');
    await settleAttempt(desk.ctx, attempt, { to: 'failed', reason: 'expired', cause: 'told-failed', detail: null });
    await settleAttempt(desk.ctx, attempt, {
      to: 'succeeded',
      transactionId: 'another',
      cause: 'confirmed',
      detail: null,
    });
    expect(await desk.seen(order, by)).toMatchObject({ status: 'succeeded' });
    expect(await desk.news(order.orderId)).toHaveLength(1);
  });

  it.each([
    [
      'an end that is taken back',
      "status = 'unknown', version = version + 1, settled_at = null, provider_transaction_id = null, cause = 'x'",
    ],
    ['another end', "status = 'failed', version = version + 1, reason = 'x', provider_transaction_id = null"],
    ['a change without a version', "provider_transaction_id = 'another'"],
    ['another amount', 'amount_minor = 1'],
    ['another order', 'order_reference = order_reference'],
    ['more to give back than came', 'refund_promised_minor = amount_minor + 1'],
    ['a check of what is over', 'next_check_at = now()'],
  ])('refuses %s', async (_what, change) => {
    const { attempt } = await desk.started(approves);
    await desk.pass(2);
    await expect(
      asRunningRole(`update attempts set ${change} where attempt_id = $1`, [attempt.attemptId]),
    ).rejects.toThrow();
  });

  it('refuses steps back and a hand on the history', async () => {
    const { attempt } = await desk.started('+250788000014');
    const of = [attempt.attemptId];
    await expect(
      asRunningRole("update attempts set status = 'created', version = version + 1 where attempt_id = $1", of),
    ).rejects.toThrow(/may not go/);
    await expect(
      asRunningRole("update attempts set status = 'unknown', version = version + 2 where attempt_id = $1", of),
    ).rejects.toThrow(/may not go/);
    await expect(asRunningRole('delete from attempts where attempt_id = $1', of)).rejects.toThrow(/permission denied/);
    await expect(asRunningRole("update attempt_changes set cause = 'x' where attempt_id = $1", of)).rejects.toThrow(
      /permission denied/,
    );
    await expect(asRunningRole('delete from attempt_changes where attempt_id = $1', of)).rejects.toThrow(
      /permission denied/,
    );
  });
});
