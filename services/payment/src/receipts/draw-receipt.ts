import type { Receipt, ReceiptLine, ReceiptTax } from '@safiri/contracts';
import { formatInstant, formatMoney, numbersLocale } from '@safiri/kernel';
import { collect, drawRow, openPaper, printable, unprintable } from '../paper/paper.ts';
import { languageOf, wordIn, type Word } from './receipt-words.ts';

/** Names that are the same in every language. */
const methodNames: ReadonlyMap<string, string> = new Map([
  ['mtn-momo', 'MTN MoMo'],
  ['m-pesa', 'M-Pesa'],
  ['paypal', 'PayPal'],
]);

const commonMethods = ['card', 'cash', 'vouchers'] as const;

/** A row of the page: what it is, and an amount where there is one. */
type Row = { readonly text: string; readonly amountMinor?: number };

/** A receipt for print, money and times as people of that language write them. The same bytes whenever it is drawn, once it is signed. */
export async function drawReceipt(receipt: Receipt, locale: string): Promise<Uint8Array> {
  const say = (word: Word, values?: Readonly<Record<string, string>>): string => wordIn(locale, word, values);
  const title = say(receipt.kind, { number: receipt.number });
  const document = openPaper(title, new Date(receipt.issuedAt));
  const done = collect(document);
  const note = (text: string): void => void document.text(printable(text));
  const rows = (listed: readonly Row[]): void => {
    for (const { text, amountMinor } of listed) drawRow(document, text, columnsOf(receipt, locale, amountMinor));
    document.moveDown();
  };
  document.font('Helvetica-Bold').fontSize(16).text(printable(receipt.companyName));
  document.fontSize(12).text(printable(title));
  document.font('Helvetica').fontSize(9);
  if (receipt.credits !== null) note(say('credits', { number: receipt.credits }));
  const time = (instant: string, timeZone = receipt.timeZone): string => timeText(instant, timeZone, locale);
  note(say('order', { reference: receipt.reference }));
  note(say(receipt.kind === 'receipt' ? 'sold' : 'given-back', { time: time(receipt.soldAt) }));
  note(say('issued', { time: time(receipt.issuedAt) }));
  document.moveDown();
  const lines = receipt.lines.map((line) => ({ text: lineText(receipt, line, locale), amountMinor: line.amountMinor }));
  rows(lines);
  document.font('Helvetica-Bold');
  rows([{ text: say('total'), amountMinor: receipt.totalMinor }]);
  document.font('Helvetica');
  rows(taxRows(receipt, locale));
  rows(
    receipt.tenders.map(({ method, amountMinor }) => ({
      text: say('paid', { method: nameOf(method, locale) }),
      amountMinor,
    })),
  );
  for (const text of fiscalTexts(receipt, locale)) note(text);
  if ([receipt.companyName, ...lines.map(({ text }) => text)].some((text) => printable(text).includes(unprintable)))
    note(say('unprintable', { sign: unprintable }));
  document.end();
  return await done;
}

function columnsOf(
  { currency }: Receipt,
  locale: string,
  amountMinor: number | undefined,
): Parameters<typeof drawRow>[2] {
  if (amountMinor === undefined) return [];
  return [{ text: formatMoney({ amountMinor, currency }, languageOf(locale)), fromRight: 0 }];
}

function lineText({ kind }: Receipt, { journey, seats }: ReceiptLine, locale: string): string {
  if (journey === null) return wordIn(locale, kind === 'receipt' ? 'seats' : 'refund', { count: String(seats) });
  return wordIn(locale, 'journey', {
    from: journey.fromStop,
    to: journey.toStop,
    departs: timeText(journey.departsAt, journey.timeZone, locale),
    seats: journey.seatLabels.join(', '),
  });
}

function taxRows({ netMinor, taxes }: Receipt, locale: string): Row[] {
  if (taxes.length === 0) return [];
  return [{ text: wordIn(locale, 'net'), amountMinor: netMinor }, ...taxes.map((tax) => taxRow(tax, locale))];
}

function taxRow({ name, treatment, basisPoints, taxMinor }: ReceiptTax, locale: string): Row {
  if (treatment === 'exempt') return { text: wordIn(locale, 'exempt', { name }) };
  const percent = new Intl.NumberFormat(numbersLocale(languageOf(locale)), {
    style: 'percent',
    maximumFractionDigits: 2,
  });
  return { text: wordIn(locale, 'tax', { name, rate: percent.format(basisPoints / 10_000) }), amountMinor: taxMinor };
}

function fiscalTexts({ fiscal, timeZone }: Receipt, locale: string): string[] {
  const { number, device, signature, signedAt } = fiscal;
  if (number === null || device === null || signature === null || signedAt === null)
    return [wordIn(locale, fiscal.status === 'off' ? 'not-fiscal' : 'fiscal-waiting')];
  return [
    wordIn(locale, 'fiscal-number', { number }),
    wordIn(locale, 'fiscal-device', { device, time: timeText(signedAt, timeZone, locale) }),
    wordIn(locale, 'fiscal-signature', { signature }),
  ];
}

function timeText(instant: string, timeZone: string, locale: string): string {
  return formatInstant(Date.parse(instant), languageOf(locale), {
    dateStyle: 'medium',
    timeStyle: 'short',
    hourCycle: 'h23',
    timeZone,
  });
}

/** What is new to this page is printed as it is called here. */
function nameOf(method: string, locale: string): string {
  const word = commonMethods.find((each) => each === method);
  return word === undefined ? (methodNames.get(method) ?? method) : wordIn(locale, word);
}
