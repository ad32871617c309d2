import type { Statement } from '@safiri/contracts';
import { collect, drawRow, openPaper, printable } from '../paper/paper.ts';
import { majorText } from './major-text.ts';
import type { ComputedStatement } from './read-settlements.ts';

type Line = Statement['lines'][number]['line'];

/** What each line is called in print, in the order of the summary. */
const titles: Readonly<Record<Line, string>> = {
  sale: 'Sales',
  commission: 'Commission',
  fee: 'Fees',
  tax: 'Taxes withheld',
  refund: 'Refunds',
  'commission-back': 'Commission given back',
  'fee-back': 'Fees given back',
  'tax-back': 'Taxes given back',
  voucher: 'Vouchers issued',
  'voucher-back': 'Vouchers withdrawn or expired',
  adjustment: 'Adjustments',
  payout: 'Payouts',
  'payout-returned': 'Payouts returned by the bank',
  'cash-collected': 'Cash collected by the company',
  'cash-paid-out': 'Cash paid out by the company',
};

/**
 * The statement for print. The same bytes whenever it is drawn: the only time in it is when it was settled.
 */
export async function drawStatement(statement: ComputedStatement): Promise<Uint8Array> {
  const { row, openingMinor, closingMinor, lines } = statement;
  const title = `Statement ${row.fromDate} to ${row.toDate}`;
  const document = openPaper(title, row.settledAt);
  const done = collect(document);
  const amount = (amountMinor: number): string =>
    `${majorText({ amountMinor, currency: row.currency })} ${row.currency}`;
  document
    .font('Helvetica-Bold')
    .fontSize(16)
    .text(printable(row.companyName ?? row.companyId));
  document.fontSize(12).text(title);
  document
    .font('Helvetica')
    .fontSize(9)
    .text(`Days of ${row.timeZone}. Settlement ${row.settlementId}. Amounts above zero are in the company's favour.`);
  document.moveDown();
  drawRow(document, 'Opening balance', columns(undefined, amount(openingMinor)));
  for (const line of Object.keys(titles).filter(isLine)) {
    const of = lines.filter((each) => each.line === line);
    if (of.length === 0) continue;
    const entries = of.reduce((sum, each) => sum + each.entries, 0);
    drawRow(document, titles[line], columns(entries, amount(of.reduce((sum, each) => sum + each.amountMinor, 0))));
  }
  drawRow(document, 'Closing balance', columns(undefined, amount(closingMinor)));
  document.moveDown(2);
  for (const { date, line, entries, amountMinor } of lines)
    drawRow(document, `${date}  ${titles[line]}`, columns(entries, amount(amountMinor)));
  document.end();
  return await done;
}

function isLine(text: string): text is Line {
  return text in titles;
}

/** Entries and amount each end at a column of their own. */
function columns(entries: number | undefined, amount: string): Parameters<typeof drawRow>[2] {
  return [
    { text: entries === undefined ? '' : String(entries), fromRight: 150 },
    { text: amount, fromRight: 0 },
  ];
}
