import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  getCashSession,
  getStatement,
  moveCash,
  payOutRefund,
  reviewCashSession,
  settleCompany,
  type CashSession,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { closeWith, openCashDesk, sell, till, valueOf, type CashDesk, type Sold } from '../../tests/cash-desk.ts';

let desk: CashDesk;
beforeAll(async () => {
  desk = await openCashDesk();
});
afterAll(async () => await desk.close());

type Step = { readonly kind: 'sale' | 'refund' | 'cash-in' | 'safe-drop' | 'petty-cash'; readonly amountMinor: number };

const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom('sale', 'sale', 'refund', 'cash-in', 'safe-drop', 'petty-cash'),
    amountMinor: fc.integer({ min: 1, max: 9_999 }),
  }),
  { maxLength: 8 },
);

it('whatever happens to a drawer, what is expected in it is its ledger balance, and all accounts sum to zero', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 5_000 }),
      steps,
      fc.integer({ min: -300, max: 300 }),
      async (floatMinor, happened, offMinor) => {
        const companyId = newId();
        const [agent, supervisor] = [await desk.staff('agent', companyId), await desk.staff('supervisor', companyId)];
        const session = await desk.opened(agent, floatMinor);
        const sold: Sold[] = [];
        let expectedMinor = floatMinor;
        let saleNo = 0;
        for (const { kind, amountMinor } of happened) {
          if (kind === 'sale') {
            saleNo += 1;
            sold.push(await desk.sold({ agent, session, amountMinor, saleNo }));
            expectedMinor += amountMinor;
          } else if (kind === 'refund') {
            const sale = sold.shift();
            if (sale === undefined) continue;
            const refundId = await desk.due(sale, Math.min(amountMinor, sale.line.amountMinor));
            const body = { refundId, orderReference: sale.order.reference };
            const out = await agent.client(payOutRefund, { params: session, body, idempotencyKey: newId() });
            expectedMinor += out.ok ? out.value.amountMinor : 0;
          } else {
            const body = { kind, amountMinor, reason: 'so' };
            const moved = await agent.client(moveCash, { params: session, body, idempotencyKey: newId() });
            expect(moved.ok).toBe(kind === 'cash-in' || amountMinor <= expectedMinor);
            expectedMinor += moved.ok ? moved.value.amountMinor : 0;
          }
        }
        expect(await desk.drawerOf(session.sessionId)).toBe(expectedMinor);
        const countedMinor = Math.max(0, expectedMinor + offMinor);
        const { closing } = valueOf(await closeWith(agent, session, { countedMinor, sales: saleNo }));
        expect(closing).toMatchObject({ expectedMinor, varianceMinor: countedMinor - expectedMinor });
        const body = { decision: 'approve' as const, note: 'seen' };
        expect(valueOf(await supervisor.client(reviewCashSession, { params: session, body })).drawerMinor).toBe(0);
        expect(await desk.drawerOf(session.sessionId)).toBe(0);
        const sums = Object.values(await desk.sums());
        expect(sums.reduce((total, sum) => total + sum, 0)).toBe(0);
      },
    ),
    { numRuns: 12 },
  );
  expect(await desk.found()).toEqual([]);
  // Drawers, what they owe and what was off belong together.
  const [row] = await desk.bed.admin<{ sum: string }>(
    `select sum(amount_minor) as sum from payment.ledger_entries where account in ('cash-drawer', 'company-cash', 'cash-variance')`,
  );
  expect(Number(row?.sum)).toBe(0);
});

it('a statement takes off what the company collected in cash, adds what it paid out, and is computed from the entries', async () => {
  const companyId = newId();
  const [agent, admin] = [await desk.staff('agent', companyId), await desk.staff('company-admin', companyId)];
  const session = await desk.opened(agent, 3_000);
  const sale = await desk.sold({ agent, session, saleNo: 1 });
  await desk.sold({ agent, session, saleNo: 2 });
  const refundId = await desk.due(sale, 2_000);
  const body = { refundId, orderReference: sale.order.reference };
  valueOf(await agent.client(payOutRefund, { params: session, body, idempotencyKey: newId() }));
  await desk.force(`update ledger_entries set posted_at = '2026-03-01 12:00Z' where company_id = '${companyId}'`);
  const served = await desk.bed.serve(desk.payment);
  const platform = served.as(await desk.bed.tokens.staff('super-admin', null));
  const settlement = valueOf(
    await platform(settleCompany, { params: { companyId }, body: { currency: 'RWF', toDate: '2026-03-01' } }),
  );
  // It sold for 10,000 and gave 2,000 back, of which the platform takes a tenth; it has the 8,000 itself, and owes 800.
  expect(settlement).toMatchObject({ openingMinor: 0, closingMinor: -800, payoutStatus: 'none' });
  const { lines } = valueOf(
    await admin.client(getStatement, { params: { companyId, settlementId: settlement.settlementId } }),
  );
  expect(Object.fromEntries(lines.map(({ line, amountMinor }) => [line, amountMinor]))).toEqual({
    sale: 10_000,
    commission: -1_000,
    refund: -2_000,
    'commission-back': 200,
    'cash-collected': -10_000,
    'cash-paid-out': 2_000,
  });
});

describe('the audit finds, and nothing else with it,', () => {
  type Scene = Sold & { readonly session: CashSession; readonly refundId: string };
  const openScene = async (): Promise<Scene> => {
    const agent = await desk.staff('agent', newId());
    const session = await desk.opened(agent);
    const sold = await desk.sold({ agent, session, saleNo: 1 });
    const refundId = await desk.due(sold, 2_000);
    const body = { refundId, orderReference: sold.order.reference };
    valueOf(await agent.client(payOutRefund, { params: session, body, idempotencyKey: newId() }));
    return { ...sold, session, refundId };
  };
  const ofPaid = ({ attemptId }: Scene): string => `source_kind = 'attempt-succeeded' and source_id = '${attemptId}'`;
  const drawerDiffers = ({ session }: Scene): string => `drawer-differs of cash session ${session.sessionId}`;

  it.each<{
    what: string;
    statements: (scene: Scene) => string;
    found: (scene: Scene) => string[];
    mend: (scene: Scene) => string;
  }>([
    {
      what: 'cash that is in no line',
      statements: ({ attemptId }) =>
        `update cash_lines set attempt_id = gen_random_uuid() where attempt_id = '${attemptId}'`,
      found: () => [
        expect.stringMatching(/^cash-line-differs of attempt/),
        expect.stringMatching(/^cash-line-differs of attempt/),
      ],
      mend: ({ attemptId }) =>
        `update cash_lines set attempt_id = '${attemptId}' where kind = 'sale' and order_id = (select order_id from attempts where attempt_id = '${attemptId}')`,
    },
    {
      what: 'a line of another amount',
      statements: ({ attemptId }) =>
        `update cash_lines set amount_minor = 4000, tendered_minor = 4000 where attempt_id = '${attemptId}'`,
      found: (scene) => [`cash-line-differs of attempt ${scene.attemptId}`, drawerDiffers(scene)],
      mend: ({ attemptId }) =>
        `update cash_lines set amount_minor = 5000, tendered_minor = 5000 where attempt_id = '${attemptId}'`,
    },
    {
      what: 'a refund that no drawer paid out',
      statements: ({ refundId }) => `update cash_lines set amount_minor = -1 where refund_id = '${refundId}'`,
      found: (scene) => [`cash-line-differs of refund ${scene.refundId}`, drawerDiffers(scene)],
      mend: ({ refundId }) => `update cash_lines set amount_minor = -2000 where refund_id = '${refundId}'`,
    },
    {
      what: 'cash posted as if it lay with a payment company',
      statements: (scene) =>
        `update ledger_entries set account = 'clearing', drawer_id = null, method = 'mtn-momo', company_id = '00000000-0000-0000-0000-000000000000', entry_no = 9 where ${ofPaid(scene)} and account = 'cash-drawer'`,
      found: (scene) => [drawerDiffers(scene), `payment-not-posted of attempt ${scene.attemptId}`],
      mend: (scene) =>
        `update ledger_entries set account = 'cash-drawer', drawer_id = '${scene.session.sessionId}', method = '', company_id = '${scene.session.companyId}', entry_no = 9 where ${ofPaid(scene)} and account = 'clearing'`,
    },
    {
      what: 'cash posted into another drawer',
      statements: (scene) =>
        `update ledger_entries set drawer_id = gen_random_uuid() where ${ofPaid(scene)} and account = 'cash-drawer'`,
      found: (scene) => [drawerDiffers(scene)],
      mend: (scene) =>
        `update ledger_entries set drawer_id = '${scene.session.sessionId}' where ${ofPaid(scene)} and account = 'cash-drawer'`,
    },
    {
      what: 'cash that is not taken off what its company is owed',
      statements: ({ attemptId }) =>
        `update ledger_entries set source_id = gen_random_uuid() where source_kind = 'cash-collected' and source_id = '${attemptId}' and account = 'company-cash';
         update ledger_entries set amount_minor = 4999 where source_kind = 'cash-collected' and source_id = '${attemptId}'`,
      found: ({ attemptId }) => [
        `cash-not-settled of attempt ${attemptId}`,
        expect.stringMatching(/^ledger-set-unbalanced of cash-collected/),
        expect.stringMatching(/^ledger-set-unbalanced of cash-collected/),
      ],
      mend: ({ orderId, attemptId }) =>
        `update ledger_entries set source_id = '${attemptId}', amount_minor = sign(amount_minor) * 5000 where source_kind = 'cash-collected' and order_id = '${orderId}'`,
    },
    {
      what: 'a drawer that is approved and not empty',
      statements: ({ session }) =>
        `update cash_sessions set status = 'approved' where session_id = '${session.sessionId}'`,
      found: (scene) => [drawerDiffers(scene)],
      mend: ({ session }) => `update cash_sessions set status = 'open' where session_id = '${session.sessionId}'`,
    },
  ])('$what', async ({ statements, found, mend }) => {
    const scene = await openScene();
    expect(await desk.found(scene.orderId)).toEqual([]);
    await desk.force(statements(scene));
    expect(await desk.found(scene.orderId)).toEqual(found(scene));
    await desk.force(mend(scene));
    expect(await desk.found(scene.orderId)).toEqual([]);
  });
});

it('the database lets nothing be changed that was written of a drawer', async () => {
  const agent = await desk.staff('agent', newId());
  const session = await desk.opened(agent, 500);
  valueOf(await sell({ agent, session, order: desk.order(agent.companyId), saleNo: 1, deviceId: till }));
  const { lines } = valueOf(await agent.client(getCashSession, { params: session }));
  expect(lines).toHaveLength(2);
  await expect(
    desk.bed.admin(`update payment.cash_sessions set status = 'approved' where session_id = $1`, [session.sessionId]),
  ).rejects.toThrow(/may not go from open to approved/);
  await expect(
    desk.bed
      .admin(`insert into payment.ledger_entries (company_id, source_kind, source_id, entry_no, account, amount_minor, currency)
      select '${agent.companyId}', 'cash-moved', gen_random_uuid(), n, 'cash-drawer', 3 - 2 * n, 'RWF' from generate_series(1, 2) n`),
  ).rejects.toMatchObject({ constraint: 'ledger_drawers_are_of_sessions' });
});
