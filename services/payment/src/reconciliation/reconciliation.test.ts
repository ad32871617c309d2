import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  importStatement,
  listReconciliationCases,
  resolveCase,
  type ReconciliationCase,
  type StatementImport,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Client } from '@safiri/testkit';
import { dueOf, openLedgerDesk, type LedgerDesk } from '../../tests/ledger-desk.ts';

let desk: LedgerDesk;
let platform: Client;
beforeAll(async () => {
  desk = await openLedgerDesk();
  platform = (await desk.served()).as(await desk.bed.tokens.staff('super-admin', null));
});
afterAll(async () => await desk.close());
beforeEach(async () => {
  await desk.force(
    'delete from reconciliation_cases; delete from statement_lines; delete from statement_problems; delete from statement_imports; delete from attempt_changes; delete from refund_changes; delete from refunds; delete from attempts',
  );
});

type Order = { readonly orderId: string; readonly attemptId: string };
const referenceOf = ({ orderId }: Order): string => orderId.slice(-12);
const transactionOf = ({ attemptId }: Order): string => `tx-${attemptId}`;

/** A line of a payment that is as it was paid, unless told otherwise. */
function line(
  order: Order,
  than: { id?: string; amount?: number; status?: string; type?: string; reference?: string } = {},
): string {
  const { id = transactionOf(order), amount = 5_000, status = 'Successful', type = 'Request to Pay' } = than;
  return `${id},${than.reference ?? referenceOf(order)},2026-11-22 08:00:00,${status},${type},${amount},RWF,`;
}

async function handIn(...lines: readonly string[]): Promise<StatementImport> {
  const text = ['Financial Transaction Id,External Id,Date,Status,Type,Amount,Currency,Fee', ...lines].join('\n');
  const now = desk.ctx.clock.now().getTime();
  const answer = await platform(importStatement, {
    params: { method: 'mtn-momo' },
    query: { from: new Date(now - 3_600_000).toISOString(), until: new Date(now + 3_600_000).toISOString() },
    body: Buffer.from(text),
  });
  return answer.ok ? answer.value : expect.fail(`${answer.code} ${answer.detail}`);
}

async function cases(): Promise<ReconciliationCase[]> {
  const answer = await platform(listReconciliationCases, { query: {} });
  return answer.ok ? answer.value.cases : expect.fail(answer.code);
}

const found = async (): Promise<string[]> =>
  (await cases()).map(({ kind, suggestion }) => `${kind}: ${suggestion}`).toSorted();

async function refunded(order: Order, transaction: string): Promise<string> {
  const due = dueOf(order, 2_000);
  await desk.hearRefundDue(due);
  await desk.force(`
    update refunds set status = 'succeeded', version = 3, provider_transaction_id = '${transaction}', provider_reference = '${newId()}', settled_at = now(), next_check_at = null where refund_id = '${due.refundId}';
    insert into refund_changes (order_id, refund_id, version, from_status, to_status, tries, cause) values ('${order.orderId}', '${due.refundId}', 3, 'pending', 'succeeded', 1, 'x');
    insert into ledger_entries (company_id, source_kind, source_id, entry_no, account, method, order_id, amount_minor, currency)
    select '00000000-0000-0000-0000-000000000000', 'refund-succeeded', '${due.refundId}', n, (array['refunds-owed', 'clearing'])[n], (array['', 'mtn-momo'])[n], '${order.orderId}', (3 - 2 * n) * 2000, 'RWF'
      from generate_series(1, 2) n`);
  return due.refundId;
}

describe('a statement that agrees', () => {
  it('makes no case, of payments and of refunds', async () => {
    const [one, two] = [await desk.paid(), await desk.paid()];
    await refunded(two, 'r-1');
    const refund = line(two, { id: 'r-1', amount: 2_000, type: 'Refund' });
    expect(await handIn(line(one), line(two), refund)).toMatchObject({ lines: 3, problems: 0, openCases: 0 });
  });

  it('changes nothing when it is handed in again, alone or within another one', async () => {
    const [one, two] = [await desk.paid(), await desk.paid()];
    const state = async (): Promise<unknown> =>
      await desk.bed.admin(
        `select (select count(*) from payment.ledger_entries) as entries, (select json_agg(l order by line_id) from payment.statement_lines l) as lines,
                (select json_agg(i order by import_id) from payment.statement_imports i) as imports, (select json_agg(c order by case_id) from payment.reconciliation_cases c) as cases`,
      );
    const first = await handIn(`${line(one)}35`, line(one, { id: 'other' }), 'nonsense', line(two));
    const before = await state();
    expect(await handIn(`${line(one)}35`, line(one, { id: 'other' }), 'nonsense', line(two))).toEqual(first);
    expect(await state()).toEqual(before);
    await handIn(`${line(one)}35`, line(two));
    expect(await desk.bed.admin('select from payment.statement_lines')).toHaveLength(3);
    expect((await desk.sums())['provider-fees mtn-momo']).toBe(35);
  });

  it('names lines that it cannot read, and keeps them', async () => {
    const order = await desk.paid();
    expect(await handIn('7,,never,Successful,Request to Pay,1,RWF,', line(order))).toMatchObject({
      lines: 1,
      problems: 1,
      firstProblems: [{ lineNo: 2, problem: 'What stands in the column "date" is no time.' }],
    });
    expect(await desk.bed.admin('select line from payment.statement_problems')).toEqual([
      { line: '7,,never,Successful,Request to Pay,1,RWF,' },
    ]);
  });
});

describe('a difference becomes a case with a suggestion:', () => {
  it('money that nobody here asked for', async () => {
    await handIn(line(await desk.paid()), line({ orderId: newId(), attemptId: newId() }));
    expect(await found()).toEqual(['missing-here: refund-the-payer']);
  });

  it('money given back that nobody here gave', async () => {
    const order = await desk.paid();
    await handIn(line(order), line(order, { id: 'r-9', type: 'Refund', amount: 100 }));
    expect(await found()).toEqual(['missing-here: claim-from-the-company']);
  });

  it('a payment and a refund that the company does not list', async () => {
    const order = await desk.paid();
    await refunded(order, 'r-1');
    await handIn(line({ orderId: newId(), attemptId: newId() }, { status: 'Failed' }));
    expect(await found()).toEqual(['missing-there: ask-the-company-again', 'missing-there: claim-from-the-company']);
  });

  it('less money, and more', async () => {
    await handIn(line(await desk.paid(), { amount: 4_999 }), line(await desk.paid(), { amount: 5_001 }));
    expect(await found()).toEqual(['amount-differs: claim-from-the-company', 'amount-differs: refund-the-payer']);
  });

  it('money of an attempt that is open, that failed, that is held, and no money of one that succeeded', async () => {
    const [open, failed, heldOne, good] = await Promise.all([desk.paid(), desk.paid(), desk.paid(), desk.paid()]);
    await desk.force(`
      update attempts set status = 'unknown', settled_at = null, provider_transaction_id = null where attempt_id in ('${open.attemptId}', '${heldOne.attemptId}');
      update attempts set held_because = 'amount-differs' where attempt_id = '${heldOne.attemptId}';
      update attempts set status = 'failed', reason = 'declined', provider_transaction_id = null where attempt_id = '${failed.attemptId}'`);
    await handIn(line(open), line(failed), line(heldOne), line(good, { status: 'Failed' }));
    expect(await found()).toEqual([
      'state-differs: ask-the-company-again',
      'state-differs: claim-from-the-company',
      'state-differs: decide-what-is-held',
      'state-differs: refund-the-payer',
    ]);
  });

  it('a payer charged twice, and a transaction listed twice', async () => {
    const [one, two] = [await desk.paid(), await desk.paid()];
    await handIn(line(one), line(one, { id: 'second' }), line(two), line(two));
    expect(await found()).toEqual(['duplicate: claim-from-the-company', 'duplicate: refund-the-payer']);
  });

  it('a payment that the ledger does not have, or has otherwise', async () => {
    const [none, other] = [await desk.paid(), await desk.paid()];
    await desk.force(`
      delete from ledger_entries where source_id = '${none.attemptId}';
      update ledger_entries set amount_minor = sign(amount_minor) * 4000 where source_id = '${other.attemptId}'`);
    await handIn(line(none), line(other));
    expect(await found()).toEqual(['amount-differs: post-the-difference', 'missing-here: post-the-difference']);
  });
});

describe('a case', () => {
  it('is over when a later statement, or our own news, says so', async () => {
    const [late, pending] = [await desk.paid(), await desk.paid()];
    await desk.force(
      `update attempts set status = 'pending', settled_at = null, provider_transaction_id = null where attempt_id = '${pending.attemptId}'`,
    );
    await handIn(line(pending));
    expect(await found()).toEqual(['missing-there: claim-from-the-company', 'state-differs: ask-the-company-again']);
    await desk.force(
      `update attempts set status = 'succeeded', settled_at = now(), provider_transaction_id = '${transactionOf(pending)}' where attempt_id = '${pending.attemptId}'`,
    );
    expect(await handIn(line(late))).toMatchObject({ openCases: 0 });
    expect(await cases()).toEqual([]);
  });

  it('that was pending in one statement is what it became in the next', async () => {
    const order = await desk.paid();
    await handIn(line(order, { status: 'Pending', amount: 4_000 }));
    expect(await found()).toEqual([]);
    await handIn(line(order, { amount: 4_000 }));
    expect(await found()).toEqual(['amount-differs: claim-from-the-company']);
  });

  it('that somebody resolved stays resolved, with who and why, and is resolved once', async () => {
    const order = await desk.paid();
    await handIn(line(order, { amount: 4_999 }));
    const [{ caseId } = { caseId: '' }] = await cases();
    const resolve = async (id: string): Promise<unknown> =>
      await platform(resolveCase, { params: { caseId: id }, body: { note: 'MTN corrected it by hand' } });
    expect(await resolve(caseId)).toMatchObject({ ok: true });
    expect(await resolve(caseId)).toMatchObject({ code: 'CASE_CLOSED' });
    expect(await resolve(newId())).toMatchObject({ code: 'NOT_FOUND' });
    await handIn(line(order, { amount: 4_999 }), line(await desk.paid()));
    expect(await cases()).toEqual([]);
    expect(await desk.bed.admin('select status, note from payment.reconciliation_cases')).toEqual([
      { status: 'resolved', note: 'MTN corrected it by hand' },
    ]);
  });
});

it('a statement broken off in the middle goes on when it is handed in again', async () => {
  const [one, two] = [await desk.paid(), await desk.paid()];
  await handIn(line(one), line(two));
  await desk.force(
    `delete from statement_lines where transaction_id = '${transactionOf(two)}'; update statement_imports set matched_at = null`,
  );
  expect(await handIn(line(one), line(two))).toMatchObject({ lines: 2, openCases: 0 });
  expect(await desk.bed.admin('select from payment.statement_lines')).toHaveLength(2);
});

it('is for staff of the platform alone, of a time that has an end', async () => {
  const served = await desk.served();
  const admin = served.as(await desk.bed.tokens.staff('company-admin', newId()));
  expect(await admin(listReconciliationCases, { query: {} })).toMatchObject({ code: 'FORBIDDEN' });
  const backwards = { from: '2026-11-22T00:00:00Z', until: '2026-11-21T00:00:00Z' };
  const answer = await platform(importStatement, {
    params: { method: 'mtn-momo' },
    query: backwards,
    body: Buffer.from(''),
  });
  expect(answer).toMatchObject({ code: 'PERIOD_INVALID' });
});

describe('M-Pesa, whose queries tell no receipt', () => {
  it('is compared by what its prompts and reversals are for, and the first receipt counts', async () => {
    const order = await desk.paid();
    const refundId = await refunded(order, 'reversal of ws_CO_1');
    await desk.force(`
      update attempts set method = 'm-pesa', currency = 'KES', amount_minor = 500000, provider_transaction_id = 'ws_CO_1', order_reference = 'SFPESA' where attempt_id = '${order.attemptId}';
      update refunds set currency = 'KES', amount_minor = 200000 where refund_id = '${refundId}';
      update ledger_entries set currency = 'KES', amount_minor = sign(amount_minor) * 500000, method = case account when 'clearing' then 'm-pesa' else '' end where source_id = '${order.attemptId}';
      update ledger_entries set currency = 'KES', amount_minor = sign(amount_minor) * 200000, method = case account when 'clearing' then 'm-pesa' else '' end where source_id = '${refundId}'`);
    const text = `Receipt No.,Completion Time,Details,Transaction Status,Paid In,Withdrawn,A/C No.,Linked Transaction ID
NLJ7RT61SV,2026-11-22 10:00:00,Pay Bill Online,Completed,5000.00,,SFPESA,
NLJ7RT61SX,2026-11-22 11:00:00,Pay Bill Reversal,Completed,,-2000.00,SFPESA,NLJ7RT61SV
NLJ7RT61SW,2026-11-22 10:00:09,Pay Bill Online,Completed,5000.00,,SFPESA,`;
    const now = desk.ctx.clock.now().getTime();
    const answer = await platform(importStatement, {
      params: { method: 'm-pesa' },
      query: { from: new Date(now - 3_600_000).toISOString(), until: new Date(now + 3_600_000).toISOString() },
      body: Buffer.from(text),
    });
    expect(answer).toMatchObject({ ok: true, value: { lines: 3, problems: 0 } });
    expect(await found()).toEqual(['duplicate: refund-the-payer']);
    expect((await cases())[0]?.sentence).toContain('NLJ7RT61SW');
  });
});
