import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  adjustCompany,
  companyChanged,
  getStatement,
  getStatementCsv,
  getStatementPdf,
  listCommissionPlans,
  listSettlements,
  movePayout,
  setCommissionPlan,
  settleCompany,
  type Settlement,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Client } from '@safiri/testkit';
import { confirmAccount } from '../../tests/confirm-account.ts';
import { bookingOf, dueOf, openLedgerDesk, type LedgerDesk } from '../../tests/ledger-desk.ts';

let desk: LedgerDesk;
let platform: Client;
let companyId: string;
let staff: Client;

beforeAll(async () => {
  desk = await openLedgerDesk();
});
afterAll(async () => await desk.close());

/** A company in Kigali that sold for 5,000 on 1 March and 3,000 on 2 March, of which 2,000 went back on 3 March. */
beforeEach(async () => {
  const served = await desk.served();
  companyId = newId();
  platform = served.as(await desk.bed.tokens.staff('super-admin', null));
  staff = served.as(await desk.bed.tokens.staff('company-admin', companyId));
  await desk.bed.hear(desk.payment, companyChanged, {
    companyId,
    version: 1,
    name: 'Volcano Express',
    timeZone: 'Africa/Kigali',
    phone: null,
    email: null,
    url: null,
  });
  await sold(5_000, '2026-03-01 00:00:00+02');
  const order = await sold(3_000, '2026-03-02 23:59:59.999999+02');
  const due = dueOf(order, 2_000, [{ companyId, amountMinor: 2_000 }]);
  await desk.hearRefundDue(due);
  await age(due.refundId, '2026-03-03 12:00:00+02');
});

async function age(sourceId: string, postedAt: string): Promise<void> {
  await desk.force(`update ledger_entries set posted_at = '${postedAt}' where source_id = '${sourceId}'`);
}

async function sold(amountMinor: number, postedAt: string): Promise<{ orderId: string; attemptId: string }> {
  const order = await desk.paid(amountMinor);
  await desk.hearBooking(bookingOf(order.orderId, [{ companyId, amountMinor }]));
  await age(order.orderId, postedAt);
  return order;
}

async function settled(toDate: string): Promise<Settlement> {
  const answer = await platform(settleCompany, { params: { companyId }, body: { currency: 'RWF', toDate } });
  return answer.ok ? answer.value : expect.fail(`${answer.code} ${answer.detail}`);
}

const refusal = async (answer: Promise<{ readonly ok: boolean }>): Promise<unknown> => await answer;

describe('a settlement', () => {
  it('is of whole days of the company, and says line by line how its closing balance came about', async () => {
    const first = await settled('2026-03-02');
    expect(first).toMatchObject({
      fromDate: '2026-03-01',
      toDate: '2026-03-02',
      timeZone: 'Africa/Kigali',
      openingMinor: 0,
      closingMinor: 7_200,
      payoutStatus: 'due',
    });
    await age(first.settlementId, '2026-03-04 09:00:00+02');
    const second = await settled('2026-03-31');
    expect(second).toMatchObject({
      fromDate: '2026-03-03',
      openingMinor: 7_200,
      closingMinor: -1_800,
      payoutStatus: 'none',
    });
    const lines = async ({ settlementId }: Settlement): Promise<unknown> => {
      const answer = await staff(getStatement, { params: { companyId, settlementId } });
      return answer.ok ? answer.value.lines.map((line) => Object.values(line).join(' ')) : answer.code;
    };
    expect(await lines(first)).toEqual([
      '2026-03-01 commission 1 -500',
      '2026-03-01 sale 1 5000',
      '2026-03-02 commission 1 -300',
      '2026-03-02 sale 1 3000',
    ]);
    expect(await lines(second)).toEqual([
      '2026-03-03 commission-back 1 200',
      '2026-03-03 refund 1 -2000',
      '2026-03-04 payout 1 -7200',
    ]);
    expect(await staff(listSettlements, { params: { companyId } })).toMatchObject({
      ok: true,
      value: { settlements: [second, first] },
    });
  });

  it('repeated for the same last day is the same one, also by two at once; the payout is posted once', async () => {
    const both = await Promise.allSettled([settled('2026-03-02'), settled('2026-03-02')]);
    expect(both.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    expect(await settled('2026-03-02')).toEqual(await settled('2026-03-02'));
    const sums = await desk.sums();
    expect(sums[`payouts-due ${companyId}`]).toBe(-7_200);
  });

  it('has the same bytes whenever it is computed, with the ledger’s cuts and without', async () => {
    const { settlementId } = await settled('2026-03-03');
    const files = async (): Promise<readonly (string | undefined)[]> => {
      const params = { companyId, settlementId };
      const answers = [await staff(getStatementCsv, { params }), await staff(getStatementPdf, { params })];
      return answers.map((answer) => (answer.ok ? Buffer.from(answer.value.bytes).toString('latin1') : answer.code));
    };
    const before = await files();
    desk.bed.deps.clock.advanceSeconds(600);
    await desk.force(`
      insert into ledger_cuts values ('2026-03-01T12:00Z') on conflict do nothing;
      insert into ledger_balances select company_id, account, method, currency, '2026-03-01T12:00Z', sum(amount_minor) from ledger_entries
       where posted_at <= '2026-03-01T12:00Z' group by company_id, account, method, currency on conflict do nothing`);
    expect(await files()).toEqual(before);
    expect(before[0]).toBe(
      [
        'date,line,entries,amount,currency',
        '2026-03-01,opening,,0,RWF',
        '2026-03-01,commission,1,-500,RWF',
        '2026-03-01,sale,1,5000,RWF',
        '2026-03-02,commission,1,-300,RWF',
        '2026-03-02,sale,1,3000,RWF',
        '2026-03-03,commission-back,1,200,RWF',
        '2026-03-03,refund,1,-2000,RWF',
        '2026-03-03,closing,,5400,RWF',
        '',
      ].join('\n'),
    );
    expect(before[1]).toMatch(/^%PDF-[^]*%%EOF\s*$/);
  });

  it('is refused while its last day is not surely over, of nothing, backwards, and of more than a year', async () => {
    const ask = async (toDate: string, currency = 'RWF'): Promise<unknown> =>
      await platform(settleCompany, { params: { companyId }, body: { currency, toDate } });
    const today = desk.ctx.clock.now().toISOString().slice(0, 10);
    expect(await ask('2999-01-01')).toMatchObject({ code: 'PERIOD_TOO_LONG' });
    expect(await ask('2026-03-02', 'KES')).toMatchObject({ code: 'NOTHING_TO_SETTLE' });
    await settled('2026-03-02');
    expect(await ask('2026-03-01')).toMatchObject({ code: 'PERIOD_SETTLED' });
    expect(await ask(today)).toMatchObject({ code: 'PERIOD_NOT_OVER' });
  });

  it('is read by the staff of its company and the platform alone, and made by the platform alone', async () => {
    const { settlementId } = await settled('2026-03-02');
    const served = await desk.served();
    const params = { companyId, settlementId };
    const other = served.as(await desk.bed.tokens.staff('company-admin', newId()));
    const agent = served.as(await desk.bed.tokens.staff('agent', companyId));
    expect(await refusal(other(getStatement, { params }))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusal(agent(getStatement, { params }))).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusal(staff(getStatement, { params: { companyId, settlementId: newId() } }))).toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await refusal(platform(getStatement, { params }))).toMatchObject({ ok: true });
    const body = { currency: 'RWF', toDate: '2026-03-03' };
    expect(await refusal(staff(settleCompany, { params: { companyId }, body }))).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('a payout', () => {
  const move = async (settlementId: string, to: 'sent' | 'paid' | 'returned'): Promise<unknown> =>
    await platform(movePayout, { params: { companyId, settlementId }, body: { to, reference: 'BANK-1' } });

  it('is due, sent and paid, each posted, and a repeat changes nothing', async () => {
    const { settlementId } = await settled('2026-03-02');
    const bank = (await desk.sums())['bank'] ?? 0;
    expect(await move(settlementId, 'paid')).toMatchObject({ code: 'PAYOUT_NOT_THERE' });
    expect(await move(settlementId, 'sent')).toMatchObject({ code: 'NO_PAYOUT_ACCOUNT' });
    const { accountId } = await confirmAccount({ companyId, asking: staff, confirming: platform });
    expect(await move(settlementId, 'sent')).toMatchObject({
      value: {
        payoutStatus: 'sent',
        payoutReference: 'BANK-1',
        payoutAccount: { accountId, label: 'Bank of Kigali •••• 4567' },
      },
    });
    expect((await desk.sums())[`payouts-sent ${companyId}`]).toBe(-7_200);
    expect(await move(settlementId, 'sent')).toMatchObject({ ok: true });
    expect(await move(settlementId, 'paid')).toMatchObject({ value: { payoutStatus: 'paid' } });
    expect(await move(settlementId, 'returned')).toMatchObject({ code: 'PAYOUT_NOT_THERE' });
    const sums = await desk.sums();
    expect(sums['bank']).toBe(bank - 7_200);
    expect(sums[`payouts-sent ${companyId}`] ?? sums[`payouts-due ${companyId}`]).toBeUndefined();
    expect(sums[`company-payable ${companyId}`]).toBe(1_800);
  });

  it('that the bank returned is owed again', async () => {
    const { settlementId } = await settled('2026-03-02');
    await confirmAccount({ companyId, asking: staff, confirming: platform });
    await move(settlementId, 'sent');
    expect(await move(settlementId, 'returned')).toMatchObject({ value: { payoutStatus: 'returned' } });
    expect((await desk.sums())[`company-payable ${companyId}`]).toBe(-5_400);
    expect(await move(newId(), 'sent')).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('an adjustment', () => {
  const adjust = async (adjustmentId: string, amountMinor: number): Promise<unknown> =>
    await platform(adjustCompany, {
      params: { companyId },
      body: { adjustmentId, amountMinor, currency: 'RWF', reason: 'a broken printer' },
    });

  it('is made once, in favour of the company above zero', async () => {
    const adjustmentId = newId();
    expect(await adjust(adjustmentId, -700)).toMatchObject({ ok: true, value: { amountMinor: -700 } });
    expect(await adjust(adjustmentId, -700)).toMatchObject({ ok: true });
    expect(await adjust(adjustmentId, 700)).toMatchObject({ code: 'ADJUSTMENT_REUSED' });
    expect(await adjust(newId(), 0)).toMatchObject({ code: 'ADJUSTMENT_OF_NOTHING' });
    expect((await desk.sums())[`company-payable ${companyId}`]).toBe(-5_400 + 700);
  });

  it('under the id of another company’s is refused, and so are cents that nobody pays and currencies nobody trades', async () => {
    const adjustmentId = newId();
    expect(await adjust(adjustmentId, -700)).toMatchObject({ ok: true });
    const ofOther = async (body: object) =>
      await platform(adjustCompany, {
        params: { companyId: newId() },
        body: { adjustmentId: newId(), amountMinor: 100, currency: 'KES', reason: 'so', ...body },
      });
    expect(await ofOther({ adjustmentId, amountMinor: -700, currency: 'RWF' })).toMatchObject({
      code: 'ADJUSTMENT_REUSED',
    });
    expect(await ofOther({ amountMinor: 150 })).toMatchObject({ code: 'NOT_WHOLE_UNITS' });
    expect(await ofOther({ currency: 'XXX' })).toMatchObject({ code: 'CURRENCY_UNKNOWN' });
    expect(await ofOther({})).toMatchObject({ ok: true });
  });
});

describe('a commission plan', () => {
  it('holds from an instant to come, and what stands is not changed', async () => {
    const set = async (validFrom: string, basisPoints = 250): Promise<unknown> =>
      await platform(setCommissionPlan, {
        params: { companyId },
        body: { currency: 'RWF', validFrom, basisPoints, perSeatMinor: 30 },
      });
    expect(await set('2020-01-01T00:00:00Z')).toMatchObject({ code: 'PLAN_IN_THE_PAST' });
    expect(await set('2999-01-01T00:00:00Z')).toMatchObject({ ok: true });
    expect(await set('2999-01-01T00:00:00.000Z')).toMatchObject({ ok: true });
    expect(await set('2999-01-01T00:00:00Z', 300)).toMatchObject({ code: 'PLAN_STANDS' });
    expect(await staff(listCommissionPlans, { params: { companyId } })).toMatchObject({
      value: {
        plans: [{ currency: 'RWF', validFrom: '2999-01-01T00:00:00.000Z', basisPoints: 250, perSeatMinor: 30 }],
      },
    });
  });
});
