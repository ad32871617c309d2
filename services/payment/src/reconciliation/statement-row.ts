import { currencyDigits, parseMajor } from '@safiri/kernel';

/** A line of a statement as every format is read into. */
export type StatementLine = {
  readonly lineNo: number;
  /** `other`: money moves between the company and us, of which no attempt and no refund tells. */
  readonly kind: 'payment' | 'refund' | 'fee' | 'other';
  readonly transactionId: string;
  /** What we had called it: an order's reference, or the reference of a request. */
  readonly reference: string | null;
  readonly status: 'succeeded' | 'pending' | 'failed';
  readonly amountMinor: number;
  readonly currency: string;
  /** What the company took for it. */
  readonly feeMinor: number;
  readonly happenedAt: string;
};

/** Cells of a line by the lower-case names of their columns; of JSON, by the names on the way to them joined by dots. */
export type Row = ReadonlyMap<string, string>;

/** Reads a line; one that is not of the format is thrown as a LineProblem. */
export type StatementFormat = (row: Row) => Omit<StatementLine, 'lineNo'>;

/** Why a line could not be read, as a sentence. It never repeats the line, which may name a person. */
export class LineProblem extends Error {}

/** The first of these columns that has something in it. */
export function findText(row: Row, ...columns: readonly string[]): string | undefined {
  for (const column of columns) {
    const text = row.get(column)?.trim();
    if (text !== undefined && text !== '') return text;
  }
  return undefined;
}

export function getText(row: Row, ...columns: readonly string[]): string {
  const text = findText(row, ...columns);
  if (text === undefined) throw new LineProblem(`Nothing stands in the column "${columns[0]}".`);
  return text;
}

/** A decimal amount, thousands separated or not, in minor units; below zero where a minus stands before it. Zero where nothing stands. */
export function readAmount(row: Row, currency: string, ...columns: readonly string[]): number {
  const text = findText(row, ...columns)
    ?.replaceAll(',', '')
    .replace(/^\+/, '');
  if (text === undefined) return 0;
  const amount = parseMajor(text.replace(/^-/, ''), currency);
  if (amount === undefined)
    throw new LineProblem(`What stands in the column "${columns[0]}" is no amount of ${currency}.`);
  return text.startsWith('-') && amount.amountMinor !== 0 ? -amount.amountMinor : amount.amountMinor;
}

export function readCurrency(row: Row, ...columns: readonly string[]): string {
  const currency = getText(row, ...columns).toUpperCase();
  if (currencyDigits(currency) === undefined)
    throw new LineProblem(`${columns[0]} is no currency that is traded here.`);
  return currency;
}

/** An instant; one without a time zone is of the given one, e.g. "+03:00". */
export function readInstant(row: Row, zone: string, ...columns: readonly string[]): string {
  const text = getText(row, ...columns).replace(/^(\d{4}-\d\d-\d\d) (\d)/, '$1T$2');
  const hasZone = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text);
  const time = Date.parse(hasZone ? text : `${text}${zone}`);
  if (Number.isNaN(time) || !/^\d{4}-\d\d-\d\dT/.test(text))
    throw new LineProblem(`What stands in the column "${columns[0]}" is no time.`);
  return new Date(time).toISOString();
}

/** What a word of the statement means; a word that is not known is a problem of its line, never a guess. */
export function readWord<Meaning>(
  row: Row,
  meanings: Readonly<Record<string, Meaning>>,
  ...columns: readonly string[]
): Meaning {
  const meaning = meanings[getText(row, ...columns).toLowerCase()];
  if (meaning === undefined) throw new LineProblem(`The word in the column "${columns[0]}" is not known.`);
  return meaning;
}
