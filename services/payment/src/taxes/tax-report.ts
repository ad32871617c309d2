import type {
  FileAnswer,
  getTaxReport as reportOperation,
  getTaxReportCsv as csvOperation,
  TaxReport,
} from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { transaction, type RequestOf } from '@safiri/runtime';
import { stringify } from 'csv-stringify/sync';
import type { Ctx } from '../context.ts';
import { majorText } from '../settlements/major-text.ts';
import { actingFor } from '../staff.ts';
import { computeReport } from './tax-report-queries.ts';

/** Taxes are told by the month or the year. */
const mostDays = 366;
const dayMilliseconds = 86_400_000;

/** What a company's receipts of some days say of its taxes: computed from them each time, so it says the same whenever it is asked. */
export async function getTaxReport(
  ctx: Ctx,
  { actor, params, query }: Pick<RequestOf<typeof reportOperation>, 'actor' | 'params' | 'query'>,
): Promise<TaxReport> {
  const days = (Date.parse(query.toDate) - Date.parse(query.fromDate)) / dayMilliseconds + 1;
  if (days < 1 || days > mostDays)
    throw new DomainError('PERIOD_INVALID', `A report is of one day to ${mostDays}.`, { field: '/query/toDate' });
  const asked = { ...params, ...query };
  return await transaction(ctx.db, actingFor(actor, params.companyId), async (tx) => await computeReport(tx, asked));
}

export async function getTaxReportCsv(ctx: Ctx, request: RequestOf<typeof csvOperation>): Promise<FileAnswer> {
  const report = await getTaxReport(ctx, request);
  const { currency, fromDate, toDate } = report;
  return { name: `taxes-${currency}-${fromDate}-${toDate}.csv`, bytes: Buffer.from(csvOf(report)) };
}

/** A row a tax, and one of all receipts. A name begins with an apostrophe where a spreadsheet would take it for a formula. */
function csvOf({ currency, taxes, soldMinor, creditedMinor }: TaxReport): string {
  const amount = (amountMinor: number): string => majorText({ amountMinor, currency });
  return stringify(
    [
      ...taxes.map((tax) => [
        tax.name.replace(/^[=+\-@\t\r]/, "'$&"),
        tax.treatment,
        (tax.basisPoints / 100).toFixed(2),
        tax.remittedBy,
        ...[tax.soldNetMinor, tax.creditedNetMinor, tax.chargedMinor, tax.creditedMinor, tax.dueMinor].map(amount),
        currency,
      ]),
      ['all receipts', '', '', '', amount(soldMinor), amount(creditedMinor), '', '', '', currency],
    ],
    {
      header: true,
      columns: [
        'tax',
        'treatment',
        'percent',
        'remitted by',
        'sold',
        'credited',
        'charged',
        'given back',
        'due',
        'currency',
      ],
    },
  );
}
