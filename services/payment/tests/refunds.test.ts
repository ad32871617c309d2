import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { refundDue, type Attempt, type PayloadOf } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { openPayDesk, type Order, type Passenger, type PayDesk } from './pay-desk.ts';

let desk: PayDesk;
beforeAll(async () => {
  desk = await openPayDesk({ callbacks: false });
});
afterAll(async () => await desk.close());
afterEach(async () => {
  await desk.momo.control('DELETE', 'faults');
});

type Paid = { order: Order; by: Passenger; attempt: Attempt };

async function paid(phone = '+250788000000'): Promise<Paid> {
  const started = await desk.started(phone);
  await desk.pass(2);
  expect(await desk.seen(started.order, started.by)).toMatchObject({ status: 'succeeded' });
  return started;
}

function dueFor(
  { order, attempt }: Pick<Paid, 'order' | 'attempt'>,
  changes: Partial<PayloadOf<typeof refundDue>> = {},
): PayloadOf<typeof refundDue> {
  return {
    refundId: newId(),
    orderId: order.orderId,
    version: 1,
    attemptId: attempt.attemptId,
    amount: order.total,
    cause: 'seats-gone',
    reference: order.reference,
    contact: { phone: null, email: null },
    locale: 'en',
    ...changes,
  };
}

async function hear(due: PayloadOf<typeof refundDue>): Promise<void> {
  await desk.bed.hear(desk.payment, refundDue, due);
}

async function refundNews(orderId: string) {
  return (await desk.news(orderId)).filter(({ type }) => type.startsWith('refund-'));
}

async function refundOf({ order, by }: Paid): Promise<Attempt['refund'] | undefined> {
  return (await desk.seen(order, by))?.refund;
}

describe('a refund that is due', () => {
  it('is paid back once, however often it is heard', async () => {
    const sale = await paid();
    const due = dueFor(sale);
    await Promise.all([hear(due), hear(due), hear(due)]);
    expect(await refundOf(sale)).toEqual({ status: 'pending', amount: sale.order.total });
    await desk.pass(2);
    await hear(due);
    await desk.pass(3);
    expect(await refundOf(sale)).toEqual({ status: 'succeeded', amount: sale.order.total });
    expect(await desk.momo.refunds(sale.order.reference)).toMatchObject([
      { status: 'SUCCESSFUL', amountMinor: 5000, currency: 'RWF', partyId: '250788000000' },
    ]);
    expect(await refundNews(sale.order.orderId)).toMatchObject([
      { type: 'refund-succeeded', payload: { refundId: due.refundId, orderId: due.orderId, amount: due.amount } },
    ]);
  });

  it('is heard before its payment is settled: it waits for it', async () => {
    const { order, by, attempt } = await desk.started('+250788123456');
    await hear(dueFor({ order, attempt }));
    await desk.pass(2);
    expect(await desk.momo.refunds(order.reference)).toEqual([]);
    const [charge] = await desk.momo.charges(order.reference);
    await desk.momo.control('POST', `prompts/${charge?.referenceId}/approve`);
    for (const seconds of [5, 8, 10, 10]) await desk.pass(seconds);
    expect(await refundOf({ order, by, attempt })).toMatchObject({ status: 'succeeded' });
  });

  it('is heard before its payment is known at all: it waits, and so does a stranger', async () => {
    const order = desk.order();
    const due = dueFor({ order, attempt: { attemptId: newId() } as Attempt });
    await hear(due);
    await desk.pass(60);
    expect(
      await desk.bed.admin(
        'select status, next_check_at is not null as waits from payment.refunds where refund_id = $1',
        [due.refundId],
      ),
    ).toEqual([{ status: 'due', waits: true }]);
  });

  it('of a payment that failed has failed: there is nothing to give back', async () => {
    const { order, attempt } = await desk.started('+250788000001');
    await desk.pass(2);
    await hear(dueFor({ order, attempt }));
    await desk.settle();
    expect(await refundNews(order.orderId)).toMatchObject([{ type: 'refund-failed', payload: { reason: 'not-paid' } }]);
  });
});

describe('never more goes back than came', () => {
  it('parts are paid back up to the whole, and the one too many is refused, also when all come at once', async () => {
    const sale = await paid();
    const half = { amountMinor: 2_500, currency: 'RWF' };
    await Promise.all(Array.from({ length: 3 }, async () => await hear(dueFor(sale, { amount: half }))));
    const checks = desk.payment.jobs.find(({ name }) => name === 'refund-checks');
    await Promise.all([checks?.run(), checks?.run(), checks?.run()]);
    for (const seconds of [2, 3, 5]) await desk.pass(seconds);
    expect(
      (await desk.momo.refunds(sale.order.reference)).map(({ amountMinor, status }) => [amountMinor, status]),
    ).toEqual([
      [2_500, 'SUCCESSFUL'],
      [2_500, 'SUCCESSFUL'],
    ]);
    const news = await refundNews(sale.order.orderId);
    expect(news.filter(({ type }) => type === 'refund-succeeded')).toHaveLength(2);
    expect(news.filter(({ type }) => type === 'refund-failed')).toMatchObject([
      { payload: { reason: 'above-remaining' } },
    ]);
  });

  it.each([
    ['more than was paid', { amountMinor: 5_001, currency: 'RWF' }],
    ['another currency', { amountMinor: 10, currency: 'UGX' }],
  ])('%s is refused and kept, with its reason', async (_what, amount) => {
    const sale = await paid();
    const due = dueFor(sale, { amount });
    await hear(due);
    await desk.settle();
    expect(await desk.momo.refunds(sale.order.reference)).toEqual([]);
    expect(
      await desk.bed.admin('select status, reason, tries from payment.refunds where refund_id = $1', [due.refundId]),
    ).toEqual([{ status: 'failed', reason: 'above-remaining', tries: 0 }]);
    expect(await refundNews(sale.order.orderId)).toHaveLength(1);
  });
});

describe('a refund whose request is in doubt', () => {
  it.each([
    ['32', 'answered with 500 though taken'],
    ['31', 'settled late'],
  ])('%s: %s, goes back once', async (ending) => {
    const sale = await paid(`+2507880000${ending}`);
    await hear(dueFor(sale));
    for (const seconds of [0, 2, 3, 5, 8, 60, 900, 60]) await (seconds === 0 ? desk.settle() : desk.pass(seconds));
    expect(await refundOf(sale)).toMatchObject({ status: 'succeeded' });
    expect(await desk.momo.refunds(sale.order.reference)).toHaveLength(1);
  });

  it('because nothing was answered is sent again under the same reference', async () => {
    const sale = await paid();
    await desk.momo.control('PUT', `faults/refund/250788000000`, { post: 'SERVICE_UNAVAILABLE', times: 2 });
    const due = dueFor(sale);
    await hear(due);
    for (const seconds of [1, 2, 3, 5, 8]) await desk.pass(seconds);
    expect(await refundOf(sale)).toMatchObject({ status: 'succeeded' });
    const [row] = await desk.bed.admin<{ provider_reference: string }>(
      'select provider_reference from payment.refunds where refund_id = $1 and tries = 1',
      [due.refundId],
    );
    expect(await desk.momo.refunds(sale.order.reference)).toMatchObject([{ referenceId: row?.provider_reference }]);
  });

  it('stays pending as long as MTN says so, and is never failed by waiting', async () => {
    const sale = await paid('+250788000034');
    await hear(dueFor(sale));
    for (let hour = 0; hour < 26; hour += 1) await desk.pass(3_600);
    const [row] = await desk.bed.admin<{ status: string; tries: number; waits: boolean }>(
      'select status, tries, next_check_at is not null as waits from payment.refunds where attempt_id = $1',
      [sale.attempt.attemptId],
    );
    expect(row).toEqual({ status: 'pending', tries: 1, waits: true });
    expect(await desk.momo.refunds(sale.order.reference)).toHaveLength(1);
  });
});

describe('a refund that fails', () => {
  it('is tried again under a new reference until it succeeds', async () => {
    const sale = await paid();
    await desk.momo.control('PUT', 'faults/refund/250788000000', { answer: 'PAYER_LIMIT_REACHED', times: 1 });
    await hear(dueFor(sale));
    for (const seconds of [1, 2, 60, 2, 3]) await desk.pass(seconds);
    expect(await refundOf(sale)).toMatchObject({ status: 'succeeded' });
    const booked = await desk.momo.refunds(sale.order.reference);
    expect(booked.map(({ status }) => status)).toEqual(['FAILED', 'SUCCESSFUL']);
    expect(new Set(booked.map(({ referenceId }) => referenceId)).size).toBe(2);
    expect(await refundNews(sale.order.orderId)).toMatchObject([{ type: 'refund-succeeded' }]);
  });

  it('and is refused by name is tried again as well', async () => {
    const sale = await paid();
    await desk.momo.control('PUT', 'faults/refund/250788000000', { post: 'NOT_ALLOWED', times: 1 });
    await hear(dueFor(sale));
    for (const seconds of [1, 60, 2, 3]) await desk.pass(seconds);
    expect(await refundOf(sale)).toMatchObject({ status: 'succeeded' });
    expect(await desk.momo.refunds(sale.order.reference)).toHaveLength(1);
  });

  it('has failed after six tries: it is told once, stays owed, and the money stays promised to it', async () => {
    const sale = await paid('+250788000030');
    const due = dueFor(sale);
    await hear(due);
    await desk.settle();
    for (const pause of [60, 300, 1_800, 7_200, 43_200]) for (const seconds of [2, pause]) await desk.pass(seconds);
    await desk.pass(2);
    await desk.pass(3_600);
    const booked = await desk.momo.refunds(sale.order.reference);
    expect(booked.map(({ status }) => status)).toEqual(Array.from({ length: 6 }, () => 'FAILED'));
    expect(await refundNews(sale.order.orderId)).toMatchObject([
      { type: 'refund-failed', payload: { refundId: due.refundId, reason: 'provider-error' } },
    ]);
    await hear(dueFor(sale));
    await desk.settle();
    expect(await desk.momo.refunds(sale.order.reference)).toHaveLength(6);
    const changes = await desk.bed.admin(
      'select to_status, tries from payment.refund_changes where refund_id = $1 order by version',
      [due.refundId],
    );
    expect(changes).toEqual([
      { to_status: 'due', tries: 0 },
      ...[1, 2, 3, 4, 5, 6].map((tries) => ({ to_status: 'pending', tries })),
      { to_status: 'failed', tries: 6 },
    ]);
  });
});

describe('the database', () => {
  it('keeps what was paid back as it is', async () => {
    const sale = await paid();
    await hear(dueFor(sale));
    for (const seconds of [1, 2, 3]) await desk.pass(seconds);
    const client = await desk.bed.deps.db.pool.connect();
    for (const change of [
      "status = 'pending', version = version + 1, settled_at = null, provider_transaction_id = null",
      'provider_reference = gen_random_uuid()',
      'amount_minor = 1',
    ]) {
      await client.query("begin; select set_config('safiri.actor_kind', 'service', true)");
      await expect(
        client.query(`update refunds set ${change} where attempt_id = $1`, [sale.attempt.attemptId]),
      ).rejects.toThrow(/may not go|without a new version|permission denied/);
      await client.query('rollback');
    }
    client.release();
  });

  it('shows a refund to nobody but its payer', async () => {
    const sale = await paid();
    await hear(dueFor(sale));
    expect(await refundOf(sale)).not.toBeNull();
    expect(await refundOf({ ...sale, by: await desk.passenger() })).toBeUndefined();
  });
});
