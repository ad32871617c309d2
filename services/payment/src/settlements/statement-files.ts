import type { FileAnswer, getStatementCsv as csvOperation, getStatementPdf as pdfOperation } from '@safiri/contracts';
import { stringify } from 'csv-stringify/sync';
import type { RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { drawStatement } from './draw-statement.ts';
import { majorText } from './major-text.ts';
import { readStatement, type ComputedStatement } from './read-settlements.ts';

export async function getStatementCsv(ctx: Ctx, request: RequestOf<typeof csvOperation>): Promise<FileAnswer> {
  const statement = await readStatement(ctx, request);
  return { name: `${fileName(statement)}.csv`, bytes: Buffer.from(csvOf(statement)) };
}

export async function getStatementPdf(ctx: Ctx, request: RequestOf<typeof pdfOperation>): Promise<FileAnswer> {
  const statement = await readStatement(ctx, request);
  return { name: `${fileName(statement)}.pdf`, bytes: await drawStatement(statement) };
}

/** Opening, a row for each line of each day, closing. Words of ours, dates and numbers: nothing that a spreadsheet could take for a formula. */
function csvOf({ row, lines, openingMinor, closingMinor }: ComputedStatement): string {
  const amount = (amountMinor: number): string => majorText({ amountMinor, currency: row.currency });
  return stringify(
    [
      [row.fromDate, 'opening', '', amount(openingMinor), row.currency],
      ...lines.map(({ date, line, entries, amountMinor }) => [date, line, entries, amount(amountMinor), row.currency]),
      [row.toDate, 'closing', '', amount(closingMinor), row.currency],
    ],
    { header: true, columns: ['date', 'line', 'entries', 'amount', 'currency'] },
  );
}

function fileName({ row }: ComputedStatement): string {
  return `statement-${row.currency}-${row.fromDate}-${row.toDate}`;
}
