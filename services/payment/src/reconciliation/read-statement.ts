import { CsvError, parse } from 'csv-parse';
import { DomainError } from '@safiri/kernel';
import { readCard } from './formats/card.ts';
import { readMPesa } from './formats/m-pesa.ts';
import { readMtnMomo } from './formats/mtn-momo.ts';
import { readPaypal } from './formats/paypal.ts';
import { LineProblem, type Row, type StatementFormat, type StatementLine } from './statement-row.ts';

const formats: ReadonlyMap<string, StatementFormat> = new Map([
  ['mtn-momo', readMtnMomo],
  ['m-pesa', readMPesa],
  ['paypal', readPaypal],
  ['card', readCard],
]);

/** A line that could not be read, with as much of it as a person needs to find it. */
export type BadLine = { readonly lineNo: number; readonly problem: string; readonly line: string };
export type ReadStatement = {
  /** In the order of the file; a transaction that stands in it again has its next occurrence. */
  readonly lines: readonly (StatementLine & { readonly occurrence: number })[];
  readonly problems: readonly BadLine[];
};

/** Ten days of the largest seller. Beyond it somebody handed in another file. */
const mostLines = 1_000_000;
const longestLine = 10_000;
const keptOfBadLine = 2_000;

/** Reads a statement, CSV or JSON as its first sign tells. Lines that are not of the format are told by number; the others are read all the same. */
export async function readStatement(method: string, bytes: Uint8Array): Promise<ReadStatement> {
  const format = formats.get(method);
  if (format === undefined)
    throw new DomainError('NOT_A_STATEMENT', 'Statements of this payment company cannot be read.');
  const text = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .replaceAll('\0', '');
  const rows = /^\s*[[{]/.test(text) ? jsonRows(text) : csvRows(text);
  const lines: (StatementLine & { readonly occurrence: number })[] = [];
  const problems: BadLine[] = [];
  const occurrences = new Map<string, number>();
  for await (const { lineNo, row, raw } of rows) {
    if (lines.length + problems.length >= mostLines)
      throw new DomainError('NOT_A_STATEMENT', `A statement has at most ${mostLines} lines.`);
    const read = tryRead(format, row);
    if (typeof read === 'string') {
      problems.push({ lineNo, problem: read, line: raw.slice(0, keptOfBadLine).toWellFormed() });
      continue;
    }
    const key = `${read.kind} ${read.transactionId}`;
    const occurrence = (occurrences.get(key) ?? 0) + 1;
    occurrences.set(key, occurrence);
    lines.push({ ...read, lineNo, occurrence });
  }
  if (lines.length === 0 && problems.length > 0)
    throw new DomainError('NOT_A_STATEMENT', `No line is one of this payment company. ${problems[0]?.problem ?? ''}`);
  return { lines, problems };
}

type RawLine = { readonly lineNo: number; readonly row: Row; readonly raw: string };

function tryRead(format: StatementFormat, row: Row): Omit<StatementLine, 'lineNo'> | string {
  try {
    const line = format(row);
    return line.transactionId.length <= 100 ? line : 'The transaction id is longer than 100 characters.';
  } catch (error) {
    if (error instanceof LineProblem) return error.message;
    throw error;
  }
}

/** Lines below the header, numbered as in the file. A line with too few or too many cells is read as far as it goes. */
async function* csvRows(text: string): AsyncGenerator<RawLine> {
  const parser = parse(text, {
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: longestLine,
  });
  let header: readonly string[] | undefined;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      if (header === undefined) {
        header = record.map((name) => name.trim().toLowerCase());
        continue;
      }
      const row = new Map(header.map((name, index) => [name, record[index] ?? '']));
      yield { lineNo: info.lines, row, raw: record.join(',') };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new DomainError('NOT_A_STATEMENT', 'The file is no CSV that can be read to its end.');
  }
}

/** Members of the list in the file, wherever the company puts it, counted from 1. */
async function* jsonRows(text: string): AsyncGenerator<RawLine> {
  for (const [index, member] of listIn(parseJson(text)).entries())
    yield { lineNo: index + 1, row: new Map(cellsOf(member, '')), raw: JSON.stringify(member) ?? '' };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError('NOT_A_STATEMENT', 'The file is no JSON.');
  }
}

function listIn(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  const list = value !== null && typeof value === 'object' ? Object.values(value).find(Array.isArray) : undefined;
  if (list === undefined) throw new DomainError('NOT_A_STATEMENT', 'The file has no list of transactions.');
  return list;
}

function cellsOf(value: unknown, name: string): [string, string][] {
  if (value === null || value === undefined || Array.isArray(value)) return [];
  if (typeof value !== 'object') return [[name, storable(typeof value === 'string' ? value : JSON.stringify(value))]];
  return Object.entries(value).flatMap(([key, member]) =>
    cellsOf(member, name === '' ? key.toLowerCase() : `${name}.${key.toLowerCase()}`),
  );
}

/** PostgreSQL keeps no text with a zero byte or half a character in it; JSON can spell both. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed();
}
