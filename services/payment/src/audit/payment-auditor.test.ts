import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@safiri/kernel';
import { asService, transaction, type FoundViolation } from '@safiri/runtime';
import { startLyingMomo, type LyingMomo } from '../../tests/lying-momo.ts';
import { openPayDesk, type Order, type PayDesk } from '../../tests/pay-desk.ts';
import { platformId } from '../ledger/ledger-set.ts';
import { inspect } from './inspect.ts';

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

/** An order with an attempt that succeeded, half of it paid back, and an order with an attempt that failed. */
type Scene = { readonly paid: Paid; readonly failed: Paid; readonly refundId: string };
type Paid = { readonly orderId: string; readonly attemptId: string };

/** Rows as the use cases leave them, with the changes that triggers note. */
async function openScene(): Promise<Scene> {
  const paid = { orderId: newId(), attemptId: newId() };
  const failed = { orderId: newId(), attemptId: newId() };
  const refundId = newId();
  await sql(`
    insert into attempts (order_id, attempt_id, caller_id, idempotency_key, fingerprint, method, payer_phone, amount_minor, currency,
                          order_reference, provider_reference, status, cause, created_at, last_sent_at)
    select v.order_id::uuid, v.attempt_id::uuid, gen_random_uuid(), 'key', 'f', 'mtn-momo', '+250788123456', 5000, 'RWF', 'R', gen_random_uuid(), 'created', 'asked', now(), now()
      from (values ('${paid.orderId}', '${paid.attemptId}'), ('${failed.orderId}', '${failed.attemptId}')) as v (order_id, attempt_id);
    update attempts set status = 'succeeded', version = 2, provider_transaction_id = attempt_id, settled_at = now() where attempt_id = '${paid.attemptId}';
    update attempts set status = 'failed', version = 2, reason = 'declined', settled_at = now() where attempt_id = '${failed.attemptId}';
    insert into refunds (order_id, refund_id, attempt_id, amount_minor, currency, order_reference, status, cause, due_at)
    values ('${paid.orderId}', '${refundId}', '${paid.attemptId}', 2500, 'RWF', 'R', 'due', 'paid-twice', now());
    update attempts set refund_promised_minor = 2500 where attempt_id = '${paid.attemptId}';
    update refunds set status = 'pending', version = 2, tries = 1, provider_reference = '${newId()}' where refund_id = '${refundId}';
    update refunds set status = 'succeeded', version = 3, provider_transaction_id = refund_id, settled_at = now() where refund_id = '${refundId}';
    insert into ledger_entries (company_id, source_kind, source_id, entry_no, account, line, method, order_id, amount_minor, currency)
    select e.company_id::uuid, source_kind, source_id::uuid, entry_no, account, line, case account when 'clearing' then 'mtn-momo' else '' end, '${paid.orderId}', amount_minor, 'RWF'
      from (values ('${platformId}', 'attempt-succeeded', '${paid.attemptId}', 1, 'clearing', null, 5000),
                   ('${platformId}', 'attempt-succeeded', '${paid.attemptId}', 2, 'passenger-money', null, -5000),
                   ('${platformId}', 'booking-confirmed', '${paid.orderId}', 1, 'passenger-money', null, 2500),
                   ('${newId()}', 'booking-confirmed', '${paid.orderId}', 2, 'company-payable', 'sale', -2500),
                   ('${platformId}', 'refund-due', '${refundId}', 1, 'passenger-money', null, 2500),
                   ('${platformId}', 'refund-due', '${refundId}', 2, 'refunds-owed', null, -2500),
                   ('${platformId}', 'refund-succeeded', '${refundId}', 1, 'refunds-owed', null, 2500),
                   ('${platformId}', 'refund-succeeded', '${refundId}', 2, 'clearing', null, -2500))
        as e (company_id, source_kind, source_id, entry_no, account, line, amount_minor)`);
  return { paid, failed, refundId };
}

function moneyOf({ total, reference }: Order): object {
  return {
    financialTransactionId: newId(),
    externalId: reference,
    amount: total.amountMinor,
    currency: total.currency,
  };
}

async function referenceOf(attemptId: string): Promise<string> {
  const rows = await desk.bed.admin<{ provider_reference: string }>(
    'select provider_reference from payment.attempts where attempt_id = $1',
    [attemptId],
  );
  return rows[0]?.provider_reference ?? expect.fail('it is there');
}

async function sql(statements: string): Promise<void> {
  await desk.bed.admin(`begin; set local search_path = payment; ${statements}; commit`);
}

/** Breaks rows as no code of ours can: past triggers. */
async function plant(statements: string): Promise<void> {
  await sql(`set local session_replication_role = replica; ${statements}`);
}

async function kindsFound(...orders: readonly { readonly orderId: string }[]): Promise<string[]> {
  const scope = { tripIds: [], orderIds: orders.map(({ orderId }) => orderId) };
  const findings = await transaction(desk.bed.deps.db, asService, async (tx) => await inspect(tx, scope));
  return findings.map(({ kind, subject }) => `${kind} of ${subject}`);
}

describe('a violation is found, and nothing else with it:', () => {
  type Planted = {
    readonly what: string;
    readonly statements: (scene: Scene) => string;
    readonly found: (scene: Scene) => string[];
  };
  const attempt = ({ attemptId }: Paid): string => `attempt_id = '${attemptId}'`;
  const cases: Planted[] = [
    {
      what: 'a failure that its payment company contradicted',
      statements: ({ failed }) => `update attempts set held_because = 'amount-differs' where ${attempt(failed)}`,
      found: ({ failed }) => [`failed-though-paid of attempt ${failed.attemptId}`],
    },
    {
      what: 'a failure told while the request was on its way',
      statements: ({ failed }) =>
        `update attempts set cause = 'never-arrived', last_sent_at = settled_at - interval '1 second' where ${attempt(failed)}`,
      found: ({ failed }) => [`failed-too-soon of attempt ${failed.attemptId}`],
    },
    {
      what: 'a success that became a failure',
      statements: ({
        paid,
        refundId,
      }) => `delete from refunds where refund_id = '${refundId}'; delete from refund_changes where refund_id = '${refundId}';
        update attempts set status = 'failed', reason = 'declined', provider_transaction_id = null, refund_promised_minor = 0 where ${attempt(paid)}`,
      found: ({ paid, refundId }) => [
        `attempt-history of attempt ${paid.attemptId}`,
        `posted-without-payment of attempt ${paid.attemptId}`,
        `posted-without-refund of refund ${refundId}`,
      ],
    },
    {
      what: 'a change after the end',
      statements: ({
        failed,
      }) => `insert into attempt_changes (order_id, attempt_id, version, from_status, to_status, cause)
        select order_id, attempt_id, version + 1, 'failed', 'pending', 'planted' from attempts where ${attempt(failed)};
        update attempts set version = version + 1 where ${attempt(failed)}`,
      found: ({ failed }) => [`attempt-history of attempt ${failed.attemptId}`],
    },
    {
      what: 'an attempt that is gone',
      statements: ({ failed }) => `delete from attempts where ${attempt(failed)}`,
      found: ({ failed }) => [`attempt-gone of attempt ${failed.attemptId}`],
    },
    {
      what: 'an attempt of which nobody knows for longer than a day',
      statements: ({
        failed,
      }) => `update attempts set status = 'unknown', reason = null, settled_at = null, created_at = now() - interval '25 hours' where ${attempt(failed)};
        update attempt_changes set to_status = 'unknown' where to_status = 'failed' and ${attempt(failed)}`,
      found: ({ failed }) => [`attempt-open-too-long of attempt ${failed.attemptId}`],
    },
    {
      what: 'money promised to no refund',
      statements: ({ paid }) => `update attempts set refund_promised_minor = 2501 where ${attempt(paid)}`,
      found: ({ paid }) => [`refunds-unbalanced of attempt ${paid.attemptId}`],
    },
    {
      what: 'a refund that its payment does not count',
      statements: ({ paid }) => `update attempts set refund_promised_minor = 0 where ${attempt(paid)}`,
      found: ({ paid }) => [`refunds-unbalanced of attempt ${paid.attemptId}`],
    },
    {
      what: 'money given back that never came',
      statements: ({ paid, failed, refundId }) => `update attempts set refund_promised_minor = 0 where ${attempt(paid)};
        update refunds set order_id = '${failed.orderId}', attempt_id = '${newId()}' where refund_id = '${refundId}';
        update refund_changes set order_id = '${failed.orderId}' where refund_id = '${refundId}'`,
      found: ({ refundId }) => [
        `posted-without-refund of refund ${refundId}`,
        `refund-without-payment of refund ${refundId}`,
      ],
    },
    {
      what: 'a refund that is owed for longer than a day',
      statements: ({
        refundId,
      }) => `update refunds set status = 'pending', provider_transaction_id = null, settled_at = null, due_at = now() - interval '25 hours' where refund_id = '${refundId}';
        update refund_changes set to_status = 'pending' where to_status = 'succeeded' and refund_id = '${refundId}'`,
      found: ({ refundId }) => [`refund-open-too-long of refund ${refundId}`],
    },
    {
      what: 'a refund that was paid back and is pending',
      statements: ({ refundId }) =>
        `update refunds set status = 'pending', provider_transaction_id = null, settled_at = null where refund_id = '${refundId}'`,
      found: ({ refundId }) => [`refund-history of refund ${refundId}`, `refund-not-posted of refund ${refundId}`],
    },
    {
      what: 'a refund that is gone',
      statements: ({ paid, refundId }) =>
        `delete from refunds where refund_id = '${refundId}'; update attempts set refund_promised_minor = 0 where ${attempt(paid)}`,
      found: ({ refundId }) => [`posted-without-refund of refund ${refundId}`, `refund-gone of refund ${refundId}`],
    },
  ];
  it.each(cases)('$what', async ({ statements, found }) => {
    const scene = await openScene();
    expect(await kindsFound(scene.paid, scene.failed)).toEqual([]);
    await plant(statements(scene));
    expect(await kindsFound(scene.paid, scene.failed)).toEqual(found(scene));
  });

  it('one transaction of a payment company with two effects', async () => {
    const [one, two] = [await openScene(), await openScene()];
    await plant(
      `update refunds set provider_transaction_id = 'the-same' where refund_id in ('${one.refundId}', '${two.refundId}')`,
    );
    expect(await kindsFound(one.paid, two.paid)).toEqual(['transaction-of-two-refunds of transaction the-same']);
  });
});

describe('an attempt that was told as failed', () => {
  const askAgain = async () => await desk.payment.jobs.find(({ name }) => name === 'audit-failed-attempts')?.run();

  it('is asked about an hour later, and money that moved after all is found by the audit', async () => {
    const {
      order,
      attempt: { attemptId },
    } = await desk.started('+250788123456');
    const reference = await referenceOf(attemptId);
    momo.states.set(reference, { status: 200, body: { status: 'FAILED', reason: 'EXPIRED' } });
    await desk.pass(2);
    momo.states.set(reference, { status: 200, body: { status: 'SUCCESSFUL', ...moneyOf(order) } });
    await askAgain();
    expect(await kindsFound(order)).toEqual([]);

    await plant(`update attempt_changes set changed_at = changed_at - interval '61 minutes'`);
    momo.states.set(reference, { status: 500, body: {} });
    await askAgain();
    expect(await kindsFound(order)).toEqual([]);

    momo.states.set(reference, { status: 200, body: { status: 'SUCCESSFUL', ...moneyOf(order) } });
    for (let step = 0; step < 4; step += 1) await askAgain();
    expect(await kindsFound(order)).toEqual([`failed-though-paid of attempt ${attemptId}`]);
    const said: FoundViolation[] = [];
    await desk.payment.audit?.((violation) => said.push(violation));
    expect(said.filter(({ subject }) => subject.includes(attemptId))).toEqual([
      expect.objectContaining({ invariant: 'failed-means-unpaid', kind: 'failed-though-paid' }),
    ]);
  });
});
