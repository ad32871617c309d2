import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  getTaxReport,
  getTaxReportCsv,
  listTaxRates,
  setTaxRate,
  type TaxRate,
  type TaxReport,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import { dueOf } from '../../tests/ledger-desk.ts';
import { openReceiptDesk, vat, type ReceiptDesk } from '../../tests/receipt-desk.ts';

let desk: ReceiptDesk;
let companyId: string;
beforeAll(async () => {
  desk = await openReceiptDesk();
});
afterAll(async () => await desk.close());
beforeEach(async () => {
  companyId = await desk.company();
});

describe('a tax rate', () => {
  const rate = { ...vat, validFrom: '2999-01-01T00:00:00.000Z' };
  const set = async (changes: Partial<TaxRate> = {}): Promise<unknown> =>
    await (
      await desk.platform()
    )(setTaxRate, { params: { companyId }, body: { ...rate, ...changes } });

  it('holds from an instant to come, and what stands is not changed', async () => {
    expect(await set({ validFrom: '2020-01-01T00:00:00Z' })).toMatchObject({ code: 'RATE_IN_THE_PAST' });
    expect(await set({ treatment: 'exempt' })).toMatchObject({ code: 'EXEMPT_WITH_RATE' });
    expect(await Promise.all([set(), set()])).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await set({ validFrom: '2999-01-01T02:00:00+02:00' })).toMatchObject({ value: rate });
    expect(await set({ basisPoints: 1_600 })).toMatchObject({ code: 'RATE_STANDS' });
    expect(await set({ remittedBy: 'platform' })).toMatchObject({ code: 'RATE_STANDS' });
    expect(await (await desk.staff(companyId))(listTaxRates, { params: { companyId } })).toMatchObject({
      value: { rates: [rate] },
    });
  });

  it('is one of five of a company and currency at the most', async () => {
    for (const name of ['A', 'B', 'C', 'D', 'E']) expect(await set({ name })).toMatchObject({ ok: true });
    expect(await set({ name: 'F' })).toMatchObject({ code: 'TOO_MANY_TAXES' });
    expect(await set({ name: 'F', currency: 'KES' })).toMatchObject({ ok: true });
    expect(await set({ name: 'A', validFrom: '2999-02-01T00:00:00.000Z' })).toMatchObject({ ok: true });
  });

  it('is set by the platform, and seen by the staff of its company', async () => {
    const body = rate;
    expect(await (await desk.staff(companyId))(setTaxRate, { params: { companyId }, body })).toMatchObject({
      code: 'FORBIDDEN',
    });
    expect(await (await desk.staff(newId()))(listTaxRates, { params: { companyId } })).toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('a tax report', () => {
  const query = (): { currency: string; fromDate: string; toDate: string } => {
    const today = desk.ctx.clock.now().toISOString().slice(0, 10);
    const tomorrow = new Date(desk.ctx.clock.now().getTime() + 86_400_000).toISOString().slice(0, 10);
    return { currency: 'RWF', fromDate: today, toDate: tomorrow };
  };
  const report = async (): Promise<TaxReport> => {
    const answer = await (await desk.staff(companyId))(getTaxReport, { params: { companyId }, query: query() });
    return answer.ok ? answer.value : expect.fail(answer.code);
  };

  it('is what stands on the receipts less what stands on the credit notes, the same whenever it is asked', async () => {
    await desk.taxed(companyId);
    await desk.taxed(companyId, { name: 'Levy', basisPoints: 50, remittedBy: 'platform' });
    const bookings = [await desk.booked(companyId, 4_999), await desk.booked(companyId, 3_333)];
    await desk.issue();
    for (const [index, amountMinor] of [1_111, 3_333].entries()) {
      const booking = bookings[index];
      if (booking !== undefined) await desk.hearRefundDue(dueOf(booking, amountMinor, [{ companyId, amountMinor }]));
    }
    await desk.issue();
    const receipts = (await Promise.all(bookings.map(async ({ link }) => await desk.read(link)))).flat();
    const signed = (kind: string): number => (kind === 'receipt' ? 1 : -1);
    const dueOn = (name: string): number =>
      receipts.reduce(
        (sum, { kind, taxes }) => sum + signed(kind) * (taxes.find((tax) => tax.name === name)?.taxMinor ?? 0),
        0,
      );
    const told = await report();
    expect(told).toMatchObject({
      timeZone: 'Africa/Kigali',
      receipts: 2,
      creditNotes: 2,
      soldMinor: 8_332,
      creditedMinor: 4_444,
      taxes: [
        { name: 'Levy', basisPoints: 50, remittedBy: 'platform', dueMinor: dueOn('Levy') },
        { name: 'VAT', basisPoints: 1_800, remittedBy: 'company', dueMinor: dueOn('VAT') },
      ],
    });
    const net = receipts.reduce((sum, { kind, netMinor }) => sum + signed(kind) * netMinor, 0);
    expect(net + dueOn('Levy') + dueOn('VAT')).toBe(8_332 - 4_444);
    for (const tax of told.taxes) {
      expect(tax.chargedMinor - tax.creditedMinor).toBe(tax.dueMinor);
      expect(tax.soldNetMinor - tax.creditedNetMinor).toBe(net);
    }
    expect(await report()).toEqual(told);
    expect(await desk.sums()).toMatchObject({ [`taxes ${companyId}`]: -dueOn('Levy') });
  });

  it('is a file for a spreadsheet, in which nothing is a formula', async () => {
    await desk.taxed(companyId, { name: '=1+1' });
    await desk.booked(companyId, 5_900);
    await desk.issue();
    const answer = await (await desk.staff(companyId))(getTaxReportCsv, { params: { companyId }, query: query() });
    expect(answer.ok && Buffer.from(answer.value.bytes).toString()).toBe(
      [
        'tax,treatment,percent,remitted by,sold,credited,charged,given back,due,currency',
        "'=1+1,included,18.00,company,5000,0,900,0,900,RWF",
        'all receipts,,,,5900,0,,,,RWF',
        '',
      ].join('\n'),
    );
  });

  it('is of one day to a year, and of one’s own company', async () => {
    const ask = async (fromDate: string, toDate: string): Promise<unknown> =>
      await (
        await desk.staff(companyId)
      )(getTaxReport, { params: { companyId }, query: { currency: 'RWF', fromDate, toDate } });
    expect(await ask('2026-01-02', '2026-01-01')).toMatchObject({ code: 'PERIOD_INVALID' });
    expect(await ask('2026-01-01', '2027-06-01')).toMatchObject({ code: 'PERIOD_INVALID' });
    expect(await ask('2026-01-01', '2026-12-31')).toMatchObject({ value: { taxes: [], receipts: 0, soldMinor: 0 } });
    const other = await desk.staff(newId());
    expect(await other(getTaxReport, { params: { companyId }, query: query() })).toMatchObject({ code: 'FORBIDDEN' });
  });
});
