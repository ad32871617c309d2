import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAttempt, giveUpAttempt, listAttempts, listPaymentMethods } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { createPayment } from '../src/index.ts';
import { openPayDesk, type Order, type Passenger, type PayDesk } from './pay-desk.ts';

let desk: PayDesk;
beforeAll(async () => {
  desk = await openPayDesk();
});
afterAll(async () => await desk.close());

/** Nobody answers the prompt until a test does. */
const waiting = '+250788123456';
const approves = '+250788000000';
const declines = '+250788000001';

/** Repeats a request as a client does that was told to, or heard nothing; answers the attempt's id, or why there is none. */
async function payUntilAnswered(payment: { order: Order; by: Passenger; key: string }): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    const answer = await desk.pay({ ...payment, phone: approves });
    if (answer.ok) return answer.value.attemptId;
    const repeat = ['REQUEST_IN_FLIGHT', 'UNAVAILABLE', 'NO_ANSWER'].includes(answer.code);
    if (!repeat || tries === 10) return answer.code;
  }
}

describe('paying an order', () => {
  it('charges the wallet once, for the amount that ticketing named, and says so when MTN says so', async () => {
    const { order, by, attempt } = await desk.started(approves, { amountMinor: 12_500, currency: 'RWF' });
    expect(attempt).toMatchObject({
      orderId: order.orderId,
      method: 'mtn-momo',
      payerPhone: approves,
      amount: { amountMinor: 12_500, currency: 'RWF' },
      status: 'pending',
      reason: null,
      refund: null,
    });
    await desk.settle();
    expect(await desk.seen(order, by)).toMatchObject({ attemptId: attempt.attemptId, status: 'succeeded' });
    expect(await desk.momo.charges(order.reference)).toMatchObject([
      { status: 'SUCCESSFUL', amountMinor: 12_500, currency: 'RWF', partyId: '250788000000' },
    ]);
    expect(await desk.news(order.orderId)).toMatchObject([
      {
        type: 'payment-succeeded',
        version: 3,
        payload: {
          attemptId: attempt.attemptId,
          orderId: order.orderId,
          method: 'mtn-momo',
          amount: { amountMinor: 12_500, currency: 'RWF' },
          providerTransactionId: expect.stringMatching(/^\d+$/),
        },
      },
    ]);
  });

  it('takes currencies with and without a minor unit', async () => {
    const { order, by } = await desk.started(approves, { amountMinor: 1_205, currency: 'USD' });
    await desk.settle();
    expect(await desk.seen(order, by)).toMatchObject({
      status: 'succeeded',
      amount: { amountMinor: 1_205, currency: 'USD' },
    });
    expect(await desk.momo.charges(order.reference)).toMatchObject([{ amountMinor: 1_205, currency: 'USD' }]);
  });

  it('leaves a row for every state, with its cause', async () => {
    const { order, attempt } = await desk.started(declines);
    await desk.settle();
    const changes = await desk.bed.admin(
      'select version, from_status, to_status, cause, detail from payment.attempt_changes where attempt_id = $1 order by version',
      [attempt.attemptId],
    );
    expect(changes).toEqual([
      { version: 1, from_status: null, to_status: 'created', cause: 'asked', detail: null },
      { version: 2, from_status: 'created', to_status: 'pending', cause: 'accepted', detail: null },
      { version: 3, from_status: 'pending', to_status: 'failed', cause: 'told-failed', detail: 'APPROVAL_REJECTED' },
    ]);
    expect(await desk.news(order.orderId)).toMatchObject([
      { type: 'payment-failed', version: 3, payload: { reason: 'declined' } },
    ]);
  });

  it('takes a number with the zero that people keep behind the country code', async () => {
    const { attempt } = await desk.started('+2500788000000');
    expect(attempt.payerPhone).toBe(approves);
  });
});

describe('C2 one key', () => {
  it('sent a hundred times at once makes one charge, and every answer is its attempt', async () => {
    const [order, by, key] = [desk.order(), await desk.passenger(), newId()];
    const ids = await Promise.all(Array.from({ length: 100 }, async () => await payUntilAnswered({ order, by, key })));
    expect(new Set(ids).size).toBe(1);
    await desk.settle();
    expect(await desk.momo.charges(order.reference)).toHaveLength(1);
    expect(await desk.news(order.orderId)).toHaveLength(1);
  });

  it('repeated later is answered with its attempt as it stands, also when the order is closed and ticketing silent', async () => {
    const [order, by, key] = [desk.order(), await desk.passenger(), newId()];
    const first = await desk.pay({ order, by, key, phone: approves });
    await desk.settle();
    order.open = false;
    desk.ticketing.silent = true;
    const again = await desk.pay({ order, by, key, phone: approves });
    desk.ticketing.silent = false;
    expect(again).toMatchObject({
      ok: true,
      value: { attemptId: first.ok && first.value.attemptId, status: 'succeeded' },
    });
  });

  it('with another body is refused', async () => {
    const [order, by, key] = [desk.order(), await desk.passenger(), newId()];
    await desk.pay({ order, by, key, phone: waiting });
    expect(await desk.pay({ order, by, key, phone: approves })).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await desk.pay({ order: desk.order(), by, key, phone: waiting })).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('of one caller is nothing to another', async () => {
    const key = newId();
    const [one, two] = [
      await desk.pay({ order: desk.order(), by: await desk.passenger(), key, phone: approves }),
      await desk.pay({ order: desk.order(), by: await desk.passenger(), key, phone: approves }),
    ];
    expect(one).toMatchObject({ ok: true });
    expect(two).toMatchObject({ ok: true });
  });

  it('whose first request hangs in the database is answered as in flight, not with a guess', async () => {
    const { order, by, attempt } = await desk.started(declines);
    await desk.settle();
    const key = newId();
    const client = await desk.bed.deps.db.pool.connect();
    try {
      await client.query('begin');
      await client.query(
        "select set_config('safiri.actor_kind', 'passenger', true), set_config('safiri.actor_id', $1, true)",
        [by.id],
      );
      await client.query(
        `insert into attempts (order_id, attempt_id, caller_id, idempotency_key, fingerprint, method, payer_phone, amount_minor, currency, order_reference, provider_reference, status, cause, created_at, last_sent_at)
         select order_id, $2, caller_id, $3, fingerprint, method, payer_phone, amount_minor, currency, order_reference, gen_random_uuid(), 'created', 'asked', now(), now() from attempts where attempt_id = $1`,
        [attempt.attemptId, newId(), key],
      );
      expect(await desk.pay({ order, by, key, phone: declines })).toMatchObject({ code: 'REQUEST_IN_FLIGHT' });
    } finally {
      await client.query('rollback');
      client.release();
    }
    expect(await desk.pay({ order, by, key, phone: declines })).toMatchObject({ ok: true });
  });
});

describe('C2 two keys for one order', () => {
  it('at once make one attempt', async () => {
    const [order, by] = [desk.order(), await desk.passenger()];
    const answers = await Promise.all(Array.from({ length: 10 }, () => desk.pay({ order, by, phone: waiting })));
    expect(answers.filter((answer) => answer.ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.code === 'PAYMENT_IN_PROGRESS')).toHaveLength(9);
    expect(await desk.momo.charges(order.reference)).toHaveLength(1);
  });

  it('names the open attempt to its own payer, and not to another', async () => {
    const { order, by, attempt } = await desk.started(waiting);
    const own = await desk.pay({ order, by, phone: waiting });
    const other = await desk.pay({ order, by: await desk.passenger(), phone: waiting });
    expect(own).toMatchObject({ code: 'PAYMENT_IN_PROGRESS', problem: { attemptId: attempt.attemptId } });
    expect(other).toMatchObject({ code: 'PAYMENT_IN_PROGRESS' });
    expect(JSON.stringify(other)).not.toContain(attempt.attemptId);
  });

  it('never pay twice: a paid order takes no second attempt, even while ticketing still calls it open', async () => {
    const { order, by } = await desk.started(approves);
    await desk.settle();
    expect(await desk.pay({ order, by, phone: approves })).toMatchObject({ code: 'ORDER_NOT_OPEN' });
    expect(await desk.momo.charges(order.reference)).toHaveLength(1);
  });

  it('may follow one another when the first was declined', async () => {
    const { order, by, attempt } = await desk.started(declines);
    await desk.settle();
    const second = await desk.pay({ order, by, phone: approves });
    await desk.settle();
    expect(second).toMatchObject({ ok: true });
    expect(second.ok && second.value.attemptId).not.toBe(attempt.attemptId);
    const listed = await by.client(listAttempts, { params: { orderId: order.orderId } });
    expect(listed.ok && listed.value.attempts.map(({ status }) => status)).toEqual(['succeeded', 'failed']);
  });
});

describe('an attempt is refused', () => {
  it('when the order is not open for payment', async () => {
    const [order, by] = [desk.order(), await desk.passenger()];
    order.open = false;
    expect(await desk.pay({ order, by, phone: approves })).toMatchObject({ code: 'ORDER_NOT_OPEN' });
    expect(await desk.pay({ order: { ...order, orderId: newId() }, by, phone: approves })).toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('when ticketing does not answer; the key stays free', async () => {
    const [order, by, key] = [desk.order(), await desk.passenger(), newId()];
    desk.ticketing.silent = true;
    expect(await desk.pay({ order, by, key, phone: approves })).toMatchObject({ code: 'UNAVAILABLE' });
    desk.ticketing.silent = false;
    expect(await desk.pay({ order, by, key, phone: approves })).toMatchObject({ ok: true });
  });

  it('when the method does not take the currency, or there is nothing to pay', async () => {
    const by = await desk.passenger();
    expect(
      await desk.pay({ order: desk.order({ amountMinor: 100, currency: 'KES' }), by, phone: approves }),
    ).toMatchObject({ code: 'METHOD_NOT_AVAILABLE' });
    expect(
      await desk.pay({ order: desk.order({ amountMinor: 0, currency: 'RWF' }), by, phone: approves }),
    ).toMatchObject({ code: 'METHOD_NOT_AVAILABLE' });
  });

  // The second is long enough as it is written, and no more without the zero behind its country code.
  it.each(['+250788', '+4905013'])('when the number %s cannot be one, and nothing is kept of it', async (phone) => {
    const [order, by] = [desk.order(), await desk.passenger()];
    expect(await desk.pay({ order, by, phone })).toMatchObject({
      code: 'VALIDATION_FAILED',
      problem: { field: '/body/payerPhone' },
    });
    expect(await desk.seen(order, by)).toBeUndefined();
  });

  it('without a key, and to nobody', async () => {
    const order = desk.order();
    const body = { orderId: order.orderId, method: 'mtn-momo' as const, payerPhone: approves };
    expect(await (await desk.passenger()).client(createAttempt, { body, idempotencyKey: '' })).toMatchObject({
      code: 'IDEMPOTENCY_KEY_MISSING',
    });
    expect(await desk.served.as()(createAttempt, { body, idempotencyKey: newId() })).toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});

it('a prompt on a phone cannot be given up', async () => {
  const { order, by, attempt } = await desk.started(waiting);
  const params = { orderId: order.orderId, attemptId: attempt.attemptId };
  expect(await by.client(giveUpAttempt, { params, body: {} })).toMatchObject({ code: 'ATTEMPT_NOT_GIVEN_UP' });
  expect(await desk.seen(order, by)).toMatchObject({ status: 'pending' });
});

describe('without a configured payment company', () => {
  it('no method is offered and none is taken', async () => {
    const bare = await desk.bed.serve(
      createPayment({
        ...desk.bed.deps,
        config: { ...desk.ctx.config, momo: undefined },
      }),
    );
    const offered = async (served: typeof bare, currency: string): Promise<unknown> =>
      await served.as()(listPaymentMethods, { query: { currency } });
    expect(await offered(bare, 'RWF')).toMatchObject({ ok: true, value: { methods: [] } });
    expect(await offered(desk.served, 'RWF')).toMatchObject({ ok: true, value: { methods: ['mtn-momo'] } });
    expect(await offered(desk.served, 'KES')).toMatchObject({ ok: true, value: { methods: [] } });
    const by = bare.as(await desk.bed.tokens.guest());
    expect(
      await by(createAttempt, {
        body: { orderId: newId(), method: 'mtn-momo', payerPhone: approves },
        idempotencyKey: newId(),
      }),
    ).toMatchObject({ code: 'METHOD_NOT_AVAILABLE' });
  });
});

describe('who sees an attempt', () => {
  it('is its payer alone', async () => {
    const { order, by } = await desk.started(waiting);
    expect(await desk.seen(order, by)).toBeDefined();
    expect(await desk.seen(order, await desk.passenger())).toBeUndefined();
  });

  it('without an actor the database shows no row and takes none', async () => {
    await desk.started(approves);
    for (const table of ['attempts', 'attempt_changes', 'refunds', 'refund_changes']) {
      const { rows } = await desk.bed.deps.db.pool.query(`select 1 from ${table} limit 1`);
      expect(rows, table).toEqual([]);
    }
    await expect(
      desk.bed.deps.db.pool.query(
        "insert into attempt_changes (order_id, attempt_id, version, to_status, cause) values (gen_random_uuid(), gen_random_uuid(), 1, 'created', 'forged')",
      ),
    ).rejects.toThrow(/row-level security/);
  });

  it('numbers of payers are in no news', async () => {
    const { order } = await desk.started(approves);
    await desk.settle();
    expect(JSON.stringify(await desk.news(order.orderId))).not.toContain('250788000000');
  });
});
