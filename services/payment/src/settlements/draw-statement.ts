import PDFDocument from 'pdfkit';
import type { Statement } from '@safiri/contracts';
import { majorText } from './major-text.ts';
import type { ComputedStatement } from './read-settlements.ts';

type Line = Statement['lines'][number]['line'];

/** What each line is called in print, in the order of the summary. */
const titles: Readonly<Record<Line, string>> = {
  sale: 'Sales',
  commission: 'Commission',
  fee: 'Fees',
  refund: 'Refunds',
  'commission-back': 'Commission given back',
  'fee-back': 'Fees given back',
  adjustment: 'Adjustments',
  payout: 'Payouts',
  'payout-returned': 'Payouts returned by the bank',
};

/** A4 in points, as the library counts. */
const page = { margin: 56, bottom: 780, right: 539, rowHeight: 15 } as const;

/**
 * The statement for print. The same bytes whenever it is drawn: the only time in it is when it was settled. The fonts are
 * those every reader has, which know western letters; others print as a question mark.
 */
export async function drawStatement(statement: ComputedStatement): Promise<Uint8Array> {
  const { row, openingMinor, closingMinor, lines } = statement;
  const title = `Statement ${row.fromDate} to ${row.toDate}`;
  const document = new PDFDocument({
    size: 'A4',
    margin: page.margin,
    info: { Title: title, Creator: 'Safiri', Producer: 'Safiri', CreationDate: row.settledAt },
  });
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
  drawRow(document, ['Opening balance', '', amount(openingMinor)]);
  for (const line of Object.keys(titles).filter(isLine)) {
    const of = lines.filter((each) => each.line === line);
    if (of.length === 0) continue;
    const entries = of.reduce((sum, each) => sum + each.entries, 0);
    drawRow(document, [titles[line], String(entries), amount(of.reduce((sum, each) => sum + each.amountMinor, 0))]);
  }
  drawRow(document, ['Closing balance', '', amount(closingMinor)]);
  document.moveDown(2);
  for (const { date, line, entries, amountMinor } of lines)
    drawRow(document, [`${date}  ${titles[line]}`, String(entries), amount(amountMinor)]);
  document.end();
  return await done;
}

function isLine(text: string): text is Line {
  return text in titles;
}

function drawRow(document: PDFKit.PDFDocument, [name, entries, amount]: readonly [string, string, string]): void {
  if (document.y > page.bottom - page.rowHeight) document.addPage();
  const { y } = document;
  const width = page.right - page.margin;
  document.text(name, page.margin, y, { width, lineBreak: false });
  document.text(entries, page.margin, y, { width: width - 150, align: 'right' });
  document.text(amount, page.margin, y, { width, align: 'right' });
  document.x = page.margin;
  document.y = y + page.rowHeight;
}

function printable(text: string): string {
  return text.replace(/[^\u0020-\u007e\u00a0-\u00ff]/g, '?');
}

async function collect(document: PDFKit.PDFDocument): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  for await (const chunk of document) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
