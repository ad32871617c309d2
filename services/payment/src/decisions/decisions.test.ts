import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listMoneyMatters, type MoneyMatter } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Client } from '@safiri/testkit';
import { decideOf, decideOfRefund, lookAt, openOperatorDesk, type OperatorDesk } from '../../tests/operator-desk.ts';

let at: OperatorDesk;
let one: Client;
let other: Client;
beforeAll(async () => {
  at = await openOperatorDesk();
  one = at.operator();
  other = at.operator();
});
afterAll(async () => await at.close());

/** Above what one person decides about alone: 10,000 RWF at this desk. */
const large = { amountMinor: 12_000, currency: 'RWF' };
const idOf = (answer: Awaited<ReturnType<typeof decideOf>>): string =>
  answer.ok ? answer.value.decisionId : expect.fail(`${answer.code} ${answer.detail}`);

describe('money that was held', () => {
  it('accepted as its order’s is a payment like any other', async () => {
    const held = await at.held();
    expect(await at.sums(held.order.orderId)).toEqual({ clearing: 5_000, suspense: -5_000 });
    expect(await decideOf(one, held, 'accept')).toMatchObject({
      ok: true,
      value: { status: 'done', action: 'accept' },
    });
    expect(await at.attemptOf(held.attemptId)).toMatchObject({ status: 'succeeded' });
    expect(await at.sums(held.order.orderId)).toEqual({ clearing: 5_000, 'passenger-money': -5_000 });
    expect((await at.desk.news(held.order.orderId)).map(({ type }) => type)).toEqual(['payment-succeeded']);
    expect(await at.violations(held.order.orderId)).toEqual([]);
    expect(await decideOf(one, held, 'give-back')).toMatchObject({ code: 'NOTHING_TO_DECIDE' });
  });

  it('given back leaves suspense for its payer, once its company has it back, and the attempt has failed', async () => {
    const held = await at.held({ amount: '4999' });
    const { orderId } = held.order;
    const amount = { amountMinor: 4_999, currency: 'RWF' };
    expect(await decideOf(one, held, 'accept')).toMatchObject({ code: 'AMOUNT_DIFFERS' });
    expect(await decideOf(one, held, 'give-back')).toMatchObject({ code: 'AMOUNT_DIFFERS' });
    expect(await decideOf(one, held, 'nothing-came')).toMatchObject({ code: 'NOT_FOR_THIS' });
    expect(await decideOf(one, held, { action: 'give-back', amount })).toMatchObject({
      ok: true,
      value: { status: 'done' },
    });
    expect(await at.attemptOf(held.attemptId)).toEqual({ status: 'failed', reason: 'given-back' });
    expect(await at.sums(orderId)).toEqual({ clearing: 4_999, 'refunds-owed': -4_999 });
    // Ticketing was never told of it, and the audit across services compares what both say.
    expect(await at.desk.payment.orderMoney?.factsOf([orderId])).toEqual([]);
    await at.desk.settle();
    await at.sayOfRefund(orderId, 'SUCCESSFUL', amount);
    expect(await at.refundOf(orderId)).toMatchObject({ status: 'succeeded' });
    expect(await at.sums(orderId)).toEqual({});
    expect((await at.desk.news(orderId)).map(({ type }) => type)).toEqual(['payment-failed']);
    expect(await at.violations(orderId)).toEqual([]);
  });

  it('of an amount that nobody could read is given back as the one who looked it up says', async () => {
    const held = await at.held({ amount: 'many' });
    const amount = { amountMinor: 5_100, currency: 'RWF' };
    expect(await decideOf(one, held, { action: 'give-back', amount: { ...amount, amountMinor: 0 } })).toMatchObject({
      code: 'VALIDATION_FAILED',
    });
    expect(await decideOf(one, held, { action: 'give-back', amount })).toMatchObject({ ok: true });
    expect(await at.sums(held.order.orderId)).toEqual({ clearing: 5_100, 'refunds-owed': -5_100 });
    expect(await at.violations(held.order.orderId)).toEqual([]);
  });

  it('that paid for another attempt already is nobody’s: that attempt brought nothing', async () => {
    const changes = { financialTransactionId: `shared-${newId()}` };
    await at.held(changes);
    for (const further of [changes, { ...changes, externalId: 'SOMEBODY-ELSES' }]) {
      const second = await at.held(further);
      expect(await decideOf(one, second, 'accept')).toMatchObject({ code: 'TRANSACTION_TAKEN' });
      expect(await decideOf(one, second, 'give-back')).toMatchObject({ code: 'TRANSACTION_TAKEN' });
      expect(await decideOf(one, second, 'nothing-came')).toMatchObject({ ok: true });
      expect(await at.attemptOf(second.attemptId)).toEqual({ status: 'failed', reason: 'nothing-came' });
      expect(await at.sums(second.order.orderId)).toEqual({});
      expect(await at.violations(second.order.orderId)).toEqual([]);
    }
  });

  it('goes back also when it comes after what came before was taken for another attempt', async () => {
    const changes = { financialTransactionId: `first-${newId()}` };
    await at.held(changes);
    const second = await at.held({ ...changes, amount: '4999' });
    const { orderId } = second.order;
    expect(await decideOf(one, second, 'nothing-came')).toMatchObject({ ok: true });
    await at.desk.bed.admin(`insert into payment.late_outcomes values ($1, $2, 'succeeded', $3, now(), 5000, 'RWF')`, [
      orderId,
      second.attemptId,
      `second-${newId()}`,
    ]);
    expect(await decideOf(one, second, 'give-back')).toMatchObject({ ok: true });
    expect(await at.sums(orderId)).toEqual({ clearing: 5_000, 'refunds-owed': -5_000 });
    expect(await at.violations(orderId)).toEqual([]);
  });

  it('that was given back confirms no other attempt later, though its company says so', async () => {
    const financialTransactionId = `back-${newId()}`;
    const first = await at.held({ amount: '4999', financialTransactionId });
    const amount = { amountMinor: 4_999, currency: 'RWF' };
    expect(await decideOf(one, first, { action: 'give-back', amount })).toMatchObject({ ok: true });
    const second = await at.held({ financialTransactionId });
    expect(await at.attemptOf(second.attemptId)).toMatchObject({ status: 'unknown' });
    expect(await decideOf(one, second, 'accept')).toMatchObject({ code: 'TRANSACTION_TAKEN' });
    expect(await decideOf(one, second, 'nothing-came')).toMatchObject({ ok: true });
    expect(await at.sums(second.order.orderId)).toEqual({});
    expect(await at.violations(second.order.orderId)).toEqual([]);
  });

  it('that went back as the money of another attempt goes back no second time, also when both are decided at once', async () => {
    const transactionId = `twice-${newId()}`;
    const changes = { amount: '4999', financialTransactionId: transactionId };
    const [first, second] = [await at.held(changes), await at.held(changes)];
    const back = { action: 'give-back', amount: { amountMinor: 4_999, currency: 'RWF' } } as const;
    const answers = await Promise.all([decideOf(one, first, back), decideOf(other, second, back)]);
    expect(answers.map((answer) => (answer.ok ? 'given back' : answer.code)).toSorted()).toEqual([
      'TRANSACTION_TAKEN',
      'given back',
    ]);
    const left = answers[0]?.ok === true ? second : first;
    expect(await decideOf(one, left, 'nothing-came')).toMatchObject({ ok: true });
    await at.desk.bed.admin(`insert into payment.late_outcomes values ($1, $2, 'succeeded', $3, now(), 4999, 'RWF')`, [
      left.order.orderId,
      left.attemptId,
      transactionId,
    ]);
    expect(await decideOf(one, left, back)).toMatchObject({ code: 'NOTHING_TO_DECIDE' });
    expect(await at.sums(left.order.orderId)).toEqual({});
    expect(await at.violations(left.order.orderId)).toEqual([]);
  });
});

describe('a failed attempt of which money moved', () => {
  it('stays failed, and the money goes back once', async () => {
    const late = await at.failed();
    const { orderId } = late.order;
    expect(await decideOf(one, late, 'give-back')).toMatchObject({ code: 'NOTHING_TO_DECIDE' });
    await at.desk.bed.admin(
      `insert into payment.late_outcomes values ($1, $2, 'succeeded', 'late-1', now(), 5000, 'RWF')`,
      [orderId, late.attemptId],
    );
    expect(await at.violations(orderId)).toEqual(['failed-though-paid']);
    expect(await decideOf(one, late, 'accept')).toMatchObject({ code: 'NOT_FOR_THIS' });
    expect(await decideOf(one, late, 'nothing-came')).toMatchObject({ code: 'NOT_FOR_THIS' });
    expect(await decideOf(one, late, 'give-back')).toMatchObject({ ok: true });
    expect(await decideOf(one, late, 'give-back')).toMatchObject({ code: 'NOTHING_TO_DECIDE' });
    expect(await at.attemptOf(late.attemptId)).toMatchObject({ status: 'failed' });
    expect(await at.sums(orderId)).toEqual({ clearing: 5_000, 'refunds-owed': -5_000 });
    expect(await at.violations(orderId)).toEqual([]);
  });

  it('or may move, is over when nothing came, and is back when something does', async () => {
    const late = await at.failed();
    const { orderId } = late.order;
    const say = async (said: string): Promise<unknown> =>
      await at.desk.bed.admin(
        `insert into payment.late_outcomes (order_id, attempt_id, said, provider_transaction_id) values ($1, $2, $3::text, case $3::text when 'succeeded' then 'late-2' end)
         on conflict (order_id, attempt_id) do update set said = excluded.said, provider_transaction_id = excluded.provider_transaction_id`,
        [orderId, late.attemptId, said],
      );
    await say('pending');
    expect(await decideOf(one, late, 'give-back')).toMatchObject({ code: 'NOT_FOR_THIS' });
    expect(await decideOf(one, late, 'nothing-came')).toMatchObject({ ok: true });
    expect(await at.violations(orderId)).toEqual([]);
    expect(await decideOf(one, late, 'nothing-came')).toMatchObject({ code: 'NOTHING_TO_DECIDE' });
    await say('succeeded');
    expect(await at.violations(orderId)).toEqual(['failed-though-paid']);
    expect(await decideOf(one, late, 'give-back')).toMatchObject({ ok: true });
  });

  it('as a statement says, goes back as well', async () => {
    const late = await at.failed();
    await at.desk.bed.admin(
      `with i as (insert into payment.statement_imports values (gen_random_uuid(), 'mtn-momo', gen_random_uuid()::text, now() - interval '1 day', now(), 1, 0, gen_random_uuid(), now()) returning import_id)
       insert into payment.statement_lines select gen_random_uuid(), 'mtn-momo', 'payment', 'stated-1', 1, import_id, 1, null, 'succeeded', 5000, 'RWF', 0, now(), $1, $2 from i`,
      [late.order.orderId, late.attemptId],
    );
    expect(
      await decideOf(one, late, { action: 'give-back', amount: { amountMinor: 5_001, currency: 'RWF' } }),
    ).toMatchObject({
      code: 'AMOUNT_DIFFERS',
    });
    expect(await decideOf(one, late, 'give-back')).toMatchObject({ ok: true });
  });
});

describe('a refund that failed', () => {
  it('is tried anew, with as many tries as before, and may succeed', async () => {
    const refund = await at.failedRefund();
    expect(await decideOfRefund(one, { ...refund, amount: { amountMinor: 4_999, currency: 'RWF' } })).toMatchObject({
      code: 'AMOUNT_DIFFERS',
    });
    expect(await decideOfRefund(one, refund)).toMatchObject({
      ok: true,
      value: { status: 'done', action: 'try-again' },
    });
    expect(await decideOfRefund(one, refund)).toMatchObject({ code: 'NOTHING_TO_DECIDE' });
    expect(await at.refundOf(refund.orderId)).toMatchObject({ status: 'pending', tries: 1 });
    await at.sayOfRefund(refund.orderId, 'FAILED', refund.amount);
    expect(await at.refundOf(refund.orderId)).toMatchObject({ status: 'pending', tries: 2 });
    await at.sayOfRefund(refund.orderId, 'SUCCESSFUL', refund.amount);
    expect(await at.refundOf(refund.orderId)).toMatchObject({ status: 'succeeded' });
    expect(await at.violations(refund.orderId)).toEqual([]);
  });

  it('and was paid by hand is paid back, out of the bank, with its evidence', async () => {
    const refund = await at.failedRefund();
    const before = await at.sums(refund.orderId);
    expect(await decideOfRefund(one, refund, 'BANK-77')).toMatchObject({ ok: true, value: { reference: 'BANK-77' } });
    expect(await at.refundOf(refund.orderId)).toMatchObject({ status: 'succeeded' });
    const after = await at.sums(refund.orderId);
    expect({ ...after, bank: (after['bank'] ?? 0) + 5_000 }).toEqual({ ...before, bank: 0, 'refunds-owed': undefined });
    expect(await at.violations(refund.orderId)).toEqual([]);
    expect((await at.desk.news(refund.orderId)).map(({ type }) => type).at(-1)).toBe('refund-succeeded');
    expect(await decideOfRefund(one, refund, 'BANK-78')).toMatchObject({ code: 'NOTHING_TO_DECIDE' });
  });

  it('because another amount went back is listed, not sent once more, and settled by hand but for that', async () => {
    for (const [paidBackMinor, rest] of [
      [4_000, { bank: -1_000 }],
      [5_600, { adjustments: 600 }],
    ] as const) {
      const refund = await at.heldRefund(paidBackMinor);
      const { orderId, refundId, amount } = refund;
      const before = await at.sums(orderId);
      const listed = await one(listMoneyMatters, { query: { limit: 100 } });
      expect(listed.ok && listed.value.matters.find(({ subjectId }) => subjectId === refundId)).toMatchObject({
        kind: 'held-refund',
        because: 'amount-differs',
        amount,
      });
      expect(await decideOfRefund(one, refund)).toMatchObject({ code: 'NOT_FOR_THIS' });
      expect(await decideOfRefund(one, refund, 'BANK-1')).toMatchObject({ code: 'PAID_BACK_MISSING' });
      const decided = await decideOfRefund(one, { ...refund, paidBackMinor }, `BANK-${refundId}`);
      expect(decided).toMatchObject({ ok: true, value: { status: 'done' } });
      expect(await at.refundOf(orderId)).toMatchObject({ status: 'succeeded' });
      const after = await at.sums(orderId);
      const clearing = (before['clearing'] ?? 0) - paidBackMinor;
      const { 'refunds-owed': _owed, ...others } = before;
      expect(after).toEqual({ ...others, clearing, ...rest });
      expect(await at.violations(orderId)).toEqual([]);
      expect((await at.desk.news(orderId)).map(({ type }) => type).at(-1)).toBe('refund-succeeded');
    }
  });

  it('because its payment does not cover it is not covered by a decision either', async () => {
    const refund = await at.failedRefund();
    await at.desk.bed.admin(
      `begin; set local session_replication_role = replica;
       update payment.refunds set provider_reference = null where refund_id = '${refund.refundId}'; commit`,
    );
    expect(await decideOfRefund(one, refund)).toMatchObject({ code: 'NOT_COVERED' });
    expect(await decideOfRefund(one, refund, 'BANK-79')).toMatchObject({ code: 'NOT_COVERED' });
    expect(await at.refundOf(refund.orderId)).toMatchObject({ status: 'failed' });
  });
});

describe('a large amount', () => {
  it('moves when a second person approved, and not before', async () => {
    const held = await at.held(undefined, large);
    const answer = await decideOf(one, held, 'accept');
    expect(answer).toMatchObject({ value: { status: 'waiting' } });
    expect(await at.attemptOf(held.attemptId)).toMatchObject({ status: 'unknown' });
    expect(await decideOf(other, held, 'give-back')).toMatchObject({ code: 'DECISION_WAITS' });
    expect(await lookAt(one, idOf(answer))).toMatchObject({ code: 'SAME_PERSON' });
    expect(await lookAt(other, idOf(answer))).toMatchObject({ value: { status: 'done' } });
    expect(await lookAt(other, idOf(answer))).toMatchObject({ value: { status: 'done' } });
    expect(await lookAt(other, idOf(answer), 'refused')).toMatchObject({ code: 'ALREADY_DECIDED' });
    expect(await at.sums(held.order.orderId)).toEqual({ clearing: 12_000, 'passenger-money': -12_000 });
    expect(await at.violations(held.order.orderId)).toEqual([]);
  });

  it('refused stays where it was, and may be decided about anew', async () => {
    const held = await at.held(undefined, large);
    const first = idOf(await decideOf(one, held, 'accept'));
    expect(await lookAt(one, first, 'refused')).toMatchObject({ value: { status: 'refused' } });
    expect(await lookAt(other, first)).toMatchObject({ code: 'ALREADY_DECIDED' });
    expect(await at.sums(held.order.orderId)).toEqual({ clearing: 12_000, suspense: -12_000 });
    const second = idOf(await decideOf(one, held, 'give-back'));
    expect(await lookAt(other, second)).toMatchObject({ value: { status: 'done' } });
    expect(await at.sums(held.order.orderId)).toEqual({ clearing: 12_000, 'refunds-owed': -12_000 });
  });

  it('is not moved by one person even by SQL', async () => {
    const held = await at.held(undefined, large);
    const decisionId = idOf(await decideOf(one, held, 'accept'));
    const approve = `insert into payment.money_second_looks select decision_id, decided_by, 'approved', 'x', decided_by, now() from payment.money_decisions where decision_id = $1`;
    await expect(at.desk.bed.admin(approve, [decisionId])).rejects.toThrow('money_decisions_are_approved_by_another');
    const confirm = `update payment.attempts set status = 'succeeded', version = version + 1, provider_transaction_id = 'x', settled_at = now() where attempt_id = $1`;
    await expect(at.desk.bed.admin(confirm, [held.attemptId])).rejects.toThrow('may not go from');
    const release = `update payment.attempts set held_because = null, version = version + 1 where attempt_id = $1`;
    await expect(at.desk.bed.admin(release, [held.attemptId])).rejects.toThrow('may not go from');
  });

  it('is approved once by ten at once', async () => {
    const held = await at.held(undefined, large);
    const decisionId = idOf(await decideOf(one, held, 'give-back'));
    const people = Array.from({ length: 10 }, () => at.operator());
    const answers = await Promise.all(people.map(async (person) => await lookAt(person, decisionId)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.filter((answer) => !answer.ok && answer.code === 'ALREADY_DECIDED')).toHaveLength(9);
    expect(await at.sums(held.order.orderId)).toEqual({ clearing: 12_000, 'refunds-owed': -12_000 });
  });

  it('that is not there is not looked at', async () => {
    expect(await lookAt(one, newId())).toMatchObject({ code: 'NOT_FOUND' });
    const small = await at.held();
    expect(await lookAt(other, idOf(await decideOf(one, small, 'accept')))).toMatchObject({ code: 'ALREADY_DECIDED' });
  });
});

describe('a decision', () => {
  it('repeated under its key is the same one, and another under that key is refused', async () => {
    const held = await at.held();
    const key = newId();
    const first = await decideOf(one, held, { action: 'accept', key });
    expect(await decideOf(one, held, { action: 'accept', key })).toEqual(first);
    const inCapitals = { ...held, attemptId: held.attemptId.toUpperCase() };
    expect(await decideOf(one, inCapitals, { action: 'accept', key })).toEqual(first);
    expect(await decideOf(one, held, { action: 'accept', key, reason: 'another reason' })).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(await decideOf(one, await at.held(), { action: 'accept', key })).toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(await decideOf(other, held, { action: 'accept', key })).toMatchObject({ code: 'NOTHING_TO_DECIDE' });
  });

  it('of two people at once, each another one, is one', async () => {
    const held = await at.held();
    const answers = await Promise.all([decideOf(one, held, 'accept'), decideOf(other, held, 'give-back')]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: 'NOTHING_TO_DECIDE' });
    expect(await at.violations(held.order.orderId)).toEqual([]);
  });

  it('under one key ten times at once is made once', async () => {
    const refund = await at.failedRefund();
    const key = newId();
    const answers = await Promise.all(
      Array.from({ length: 10 }, async () => await decideOfRefund(one, { ...refund, key })),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(await at.refundOf(refund.orderId)).toMatchObject({ status: 'pending', tries: 1 });
  });

  it('is made by the platform’s people alone, and is nobody else’s to see or to change', async () => {
    const held = await at.held();
    const { tokens } = at.desk.bed;
    const staff = at.desk.served.as(await tokens.staff('company-admin', newId()));
    expect(await decideOf(staff, held, 'accept')).toMatchObject({ code: 'FORBIDDEN' });
    const strayed = at.desk.served.as(await tokens.staff('super-admin', newId()));
    expect(await decideOf(strayed, held, 'accept')).toMatchObject({ code: 'FORBIDDEN' });
    expect(await staff(listMoneyMatters, { query: {} })).toMatchObject({ code: 'FORBIDDEN' });
    expect(await decideOf(one, { ...held, attemptId: newId() }, 'accept')).toMatchObject({ code: 'NOT_FOUND' });
    expect(await decideOf(one, { ...held, order: { ...held.order, orderId: newId() } }, 'accept')).toMatchObject({
      code: 'NOT_FOUND',
    });
    const rights = await at.desk.bed.admin(
      `select 1 from information_schema.role_table_grants
        where grantee = 'safiri_payment' and table_name in ('money_decisions', 'money_second_looks') and privilege_type in ('UPDATE', 'DELETE')`,
    );
    expect(rights).toEqual([]);
  });
});

it('what waits is listed page by page, oldest first, with the decision that waits for a second person', async () => {
  const held = await at.held(undefined, large);
  const decisionId = idOf(await decideOf(one, held, 'accept'));
  const refund = await at.failedRefund();
  const pages: MoneyMatter[] = [];
  let after: string | undefined;
  do {
    const answer = await one(listMoneyMatters, { query: { limit: 2, ...(after === undefined ? {} : { after }) } });
    if (!answer.ok) expect.fail(answer.detail);
    pages.push(...answer.value.matters);
    after = answer.value.next ?? undefined;
  } while (after !== undefined);
  expect(pages.map(({ since }) => since)).toEqual(pages.map(({ since }) => since).toSorted());
  expect(new Set(pages.map(({ subjectId }) => subjectId)).size).toBe(pages.length);
  expect(pages.find(({ subjectId }) => subjectId === held.attemptId)).toMatchObject({
    kind: 'held-attempt',
    because: 'reference-differs',
    came: large,
    decision: { decisionId, status: 'waiting' },
  });
  expect(pages.find(({ subjectId }) => subjectId === refund.refundId)).toMatchObject({ kind: 'failed-refund' });
});
