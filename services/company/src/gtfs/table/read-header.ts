import { FeedRefusal } from '../archive/feed-refusal.ts';
import type { Severity } from '../problems.ts';
import type { Reading } from './reading.ts';
import type { Table } from './table.ts';
import { findUnfitness } from './unfit-text.ts';

export type Header = { readonly names: readonly string[]; readonly columns: ReadonlyMap<string, number> };

type HeaderLine = { readonly reading: Reading; readonly table: Table; readonly cells: readonly string[] };

/** Checks the names of the columns. Without a required column no row can be understood: that ends the file. */
export function readHeader({ reading, table, cells }: HeaderLine): Header {
  const names = cells.map((cell) => cell.trim());
  refuseUnfitNames(table.file, names);
  const columns = new Map<string, number>();
  const complain = (severity: Severity, finding: { code: string; field: string; expected: string }) =>
    reading.log.add({
      ...finding,
      severity,
      file: table.file,
      line: 1,
      value: null,
      refuses: severity === 'error' ? 'feed' : 'nothing',
    });

  for (const [column, name] of names.entries()) {
    if (name === '') {
      complain('error', {
        code: 'empty_column_name',
        field: `column ${column + 1}`,
        expected: 'A name for every column.',
      });
    } else if (columns.has(name)) {
      complain('error', { code: 'duplicated_column', field: name, expected: 'Every column once.' });
    } else {
      columns.set(name, column);
      if (!table.requiredColumns.includes(name) && !table.optionalColumns.includes(name)) {
        complain('info', {
          code: 'unknown_column',
          field: name,
          expected: 'A column of the specification; this one is not read.',
        });
      }
    }
  }
  const missing = table.requiredColumns.filter((name) => !columns.has(name));
  for (const field of missing.slice(1)) {
    complain('error', { code: 'missing_required_column', field, expected: `A column ${field}.` });
  }
  const [field] = missing;
  if (field === undefined) return { names, columns };
  throw new FeedRefusal({
    code: 'missing_required_column',
    file: table.file,
    line: 1,
    field,
    value: names.join(','),
    expected: `A column ${field}.`,
  });
}

/** A header in another encoding would only look like one without the columns it needs. */
function refuseUnfitNames(file: string, names: readonly string[]): void {
  for (const field of names) {
    const unfitness = findUnfitness(field);
    if (unfitness !== undefined) throw new FeedRefusal({ ...unfitness, file, line: 1, field, value: field });
  }
}
