import { assert } from '@safiri/kernel';
import type { SQLOutputValue } from 'node:sqlite';

export type Row = Record<string, SQLOutputValue>;

export function text(row: Row, column: string): string {
  const value = row[column];
  assert(typeof value === 'string', `column ${column} holds text`);
  return value;
}

export function textIfAny(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : text(row, column);
}

export function wholeNumber(row: Row, column: string): number {
  const value = row[column];
  assert(typeof value === 'number' && Number.isSafeInteger(value), `column ${column} holds a whole number`);
  return value;
}

export function wholeNumberIfAny(row: Row, column: string): number | undefined {
  return row[column] === null ? undefined : wholeNumber(row, column);
}

/** A column that holds one of a few words. */
export function oneOf<const Word extends string>(row: Row, column: string, words: readonly Word[]): Word {
  const value = text(row, column);
  const word = words.find((candidate) => candidate === value);
  assert(word !== undefined, `column ${column} holds one of ${words.join(', ')}`);
  return word;
}

/** A column that holds a JSON object of texts. */
export function texts(row: Row, column: string): Readonly<Record<string, string>> {
  const parsed: unknown = JSON.parse(text(row, column));
  assert(typeof parsed === 'object' && parsed !== null, `column ${column} holds a JSON object`);
  return Object.fromEntries(Object.entries(parsed).map(([name, value]) => [name, String(value)]));
}
