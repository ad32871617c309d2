import type { Reading } from './reading.ts';
import { leaveOut, refuseFeed } from './row.ts';
import type { Row } from './row.ts';

type Entry<T> = { readonly field: string; readonly key: string; readonly value: T };

/** Adds a record under its key; a key that stands twice refuses the feed, for nobody can say which record is meant. */
export function addUnique<T>(row: Row, records: Map<string, T>, { field, key, value }: Entry<T>): void {
  const { idCharacters } = row.reading.limits;
  if (records.has(key)) {
    refuseFeed(row, {
      code: 'duplicate_key',
      field,
      value: key,
      expected: 'A value that no other line of this file has.',
    });
  } else if (key.length > idCharacters) {
    refuseFeed(row, { code: 'id_too_long', field, value: key, expected: `At most ${idCharacters} characters.` });
  } else {
    records.set(key, value);
  }
}

/** Where an id must be found. */
type Target = { readonly records: { has(key: string): boolean }; readonly file: string; readonly column?: string };

/** Whether the id in a field exists; if not, the feed is refused. A file that could not be read is not held against the row. */
export function isKnown(row: Row, field: string, target: Target): boolean {
  return checkReference({ row, field, target, report: refuseFeed });
}

/** As isKnown, but only what the row says is left out. */
export function isKnownOrLeftOut(row: Row, field: string, target: Target): boolean {
  return checkReference({ row, field, target, report: leaveOut });
}

type Reference = {
  readonly row: Row;
  readonly field: string;
  readonly target: Target;
  readonly report: typeof refuseFeed;
};

function checkReference({ row, field, target, report }: Reference): boolean {
  const column = row.columns.get(field);
  const key = column === undefined ? '' : (row.cells[column] ?? '');
  if (target.records.has(key)) return true;
  if (!row.reading.brokenFiles.has(target.file)) {
    const expected = `A ${target.column ?? field} of ${target.file}.`;
    report(row, { code: 'foreign_key_violation', field, expected });
  }
  return false;
}

const noColumns: ReadonlyMap<string, number> = new Map();

/** A line seen earlier, for findings that only the whole file shows; its values are gone. */
export function lineOf(reading: Reading, file: string, line: number): Row {
  return { reading, file, line, columns: noColumns, cells: [] };
}
