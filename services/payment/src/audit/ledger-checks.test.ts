import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@safiri/kernel';
import { asService, transaction } from '@safiri/runtime';
import { bookingOf, dueOf, openLedgerDesk, type LedgerDesk } from '../../tests/ledger-desk.ts';
import { platformId } from '../ledger/ledger-set.ts';
import { inspect } from './inspect.ts';

let desk: LedgerDesk;
beforeAll(async () => {
  desk = await openLedgerDesk();
});
afterAll(async () => await desk.close());

/** A booking with a refund of a part of it, as they stand in rows and ledger. */
type Scene = { readonly orderId: string; readonly attemptId: string; readonly refundId: string };

async function openScene(): Promise<Scene> {
  const order = await desk.paid(5_000);
  const companyId = newId();
  await desk.hearBooking(bookingOf(order.orderId, [{ companyId, amountMinor: 5_000 }]));
  const due = dueOf(order, 2_000, [{ companyId, amountMinor: 2_000 }]);
  await desk.hearRefundDue(due);
  return { ...order, refundId: due.refundId };
}

async function kindsFound(...orderIds: readonly string[]): Promise<string[]> {
  const findings = await transaction(
    desk.bed.deps.db,
    asService,
    async (tx) => await inspect(tx, { orderIds, tripIds: [] }),
  );
  return findings.map(({ kind, subject }) => `${kind} of ${subject}`);
}

const ofSet = (kind: string, id: string): string => `source_kind = '${kind}' and source_id = '${id}'`;

describe('a difference between the ledger and what happened is found, and nothing else with it:', () => {
  const cases: {
    readonly what: string;
    readonly statements: (scene: Scene) => string;
    readonly found: (scene: Scene) => string[];
  }[] = [
    {
      what: 'a set whose entries were changed',
      statements: ({ orderId }) =>
        `update ledger_entries set amount_minor = -4999 where ${ofSet('booking-confirmed', orderId)} and line = 'sale'`,
      found: ({ orderId }) => [`ledger-set-unbalanced of booking-confirmed ${orderId}`],
    },
    {
      what: 'a set in two currencies',
      statements: ({ orderId }) =>
        `update ledger_entries set currency = 'UGX' where ${ofSet('booking-confirmed', orderId)} and account = 'commission'`,
      found: ({ orderId }) => [`ledger-set-unbalanced of booking-confirmed ${orderId}`],
    },
    {
      what: 'a payment that is not posted',
      statements: ({ attemptId }) => `delete from ledger_entries where ${ofSet('attempt-succeeded', attemptId)}`,
      found: ({ orderId, attemptId }) => [
        `money-not-applied of order ${orderId}`,
        `payment-not-posted of attempt ${attemptId}`,
      ],
    },
    {
      what: 'a payment posted with another amount',
      statements: ({ attemptId }) =>
        `update ledger_entries set amount_minor = sign(amount_minor) * 4000 where ${ofSet('attempt-succeeded', attemptId)}`,
      found: ({ orderId, attemptId }) => [
        `money-not-applied of order ${orderId}`,
        `payment-not-posted of attempt ${attemptId}`,
      ],
    },
    {
      what: 'a payment posted under another payment company',
      statements: ({ attemptId }) =>
        `update ledger_entries set method = 'paypal' where ${ofSet('attempt-succeeded', attemptId)} and account = 'clearing'`,
      found: ({ attemptId }) => [`payment-not-posted of attempt ${attemptId}`],
    },
    {
      what: 'a payment that is posted and did not come',
      statements: ({ orderId, attemptId }) => `
        update ledger_entries set source_id = '${orderId}' where ${ofSet('attempt-succeeded', attemptId)}`,
      found: ({ orderId, attemptId }) => [
        `payment-not-posted of attempt ${attemptId}`,
        `posted-without-payment of attempt ${orderId}`,
      ],
    },
    {
      what: 'a refund that is not posted',
      statements: ({ refundId }) => `delete from ledger_entries where ${ofSet('refund-due', refundId)}`,
      found: ({ refundId }) => [`refund-not-posted of refund ${refundId}`],
    },
    {
      what: 'a refund posted as paid back that is not',
      statements: ({ orderId, refundId }) => `
        insert into ledger_entries (company_id, source_kind, source_id, entry_no, account, method, order_id, amount_minor, currency)
        values ('${platformId}', 'refund-succeeded', '${refundId}', 1, 'refunds-owed', '', '${orderId}', 2000, 'RWF'),
               ('${platformId}', 'refund-succeeded', '${refundId}', 2, 'clearing', 'mtn-momo', '${orderId}', -2000, 'RWF')`,
      found: ({ refundId }) => [`refund-not-posted of refund ${refundId}`],
    },
    {
      what: 'a refund that is posted and is not there',
      statements: ({ refundId }) =>
        `delete from refund_changes where refund_id = '${refundId}'; delete from refunds where refund_id = '${refundId}'`,
      found: ({ refundId }) => [`posted-without-refund of refund ${refundId}`],
    },
    {
      what: 'money that came and bought nothing',
      statements: ({ orderId }) => `delete from ledger_entries where ${ofSet('booking-confirmed', orderId)}`,
      found: ({ orderId }) => [`money-not-applied of order ${orderId}`],
    },
  ];
  it.each(cases)('$what', async ({ statements, found }) => {
    const scene = await openScene();
    expect(await kindsFound(scene.orderId)).toEqual([]);
    await desk.force(statements(scene));
    expect(await kindsFound(scene.orderId)).toEqual(found(scene));
  });

  it('balances that do not sum to zero', async () => {
    await desk.force(`
      insert into ledger_balances (company_id, account, method, currency, cut_at, balance_minor)
      select '${platformId}', account, '', 'RWF', cut_at, balance from ledger_cuts, (values ('suspense', 5), ('adjustments', -5)) as b (account, balance)`);
    expect(await kindsFound(platformId)).toEqual([]);
    await desk.force(`update ledger_balances set balance_minor = -4 where account = 'adjustments'`);
    expect(await kindsFound(platformId)).toEqual(['ledger-unbalanced of ledger in RWF']);
    await desk.force(`delete from ledger_balances`);
  });

  it('and nothing of what was over before there was a ledger', async () => {
    const scene = await openScene();
    await desk.force(`
      delete from ledger_entries where source_id in ('${scene.attemptId}', '${scene.refundId}');
      update ledger_cuts set cut_at = cut_at + interval '1 day'`);
    expect(await kindsFound(scene.orderId)).toEqual([]);
    await desk.force(`update ledger_cuts set cut_at = cut_at - interval '1 day'`);
  });
});

it('money that waits for the news of its booking is said after a quarter of an hour, not before', async () => {
  const { orderId } = await desk.paid();
  const audit = desk.payment.jobs.find(({ name }) => name === 'audit');
  await desk.bed.admin(`update payment.attempt_changes set changed_at = changed_at - interval '70 seconds'`);
  for (let step = 0; step < 5; step += 1) await audit?.run();
  const raised = async (): Promise<unknown[]> =>
    await desk.bed.admin(`select kind, raised_at is not null as raised from payment.violations where order_id = $1`, [
      orderId,
    ]);
  expect(await raised()).toEqual([{ kind: 'money-not-applied', raised: false }]);
  await desk.bed.admin(`update payment.violations set first_seen_at = now() - interval '16 minutes'`);
  for (let step = 0; step < 5; step += 1) await audit?.run();
  expect(await raised()).toEqual([{ kind: 'money-not-applied', raised: true }]);
});
