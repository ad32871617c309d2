import { FeedRefusal } from '../archive/feed-refusal.ts';
import type { Problem } from '../problems.ts';
import { readHeader } from './read-header.ts';
import type { Header } from './read-header.ts';
import type { Reading } from './reading.ts';
import type { Row } from './row.ts';
import type { Table } from './table.ts';
import { findUnfitness } from './unfit-text.ts';

/** Turns parsed lines into rows: the first is the header, each further one is cleaned and handed on. */
export function createRowTaker(reading: Reading, table: Table, onRow: (row: Row) => void) {
  const { log, limits } = reading;
  const { file } = table;
  let header: Header | undefined;
  let rows = 0;

  function complain(
    finding: Pick<Problem, 'code' | 'line' | 'field' | 'value' | 'expected'>,
    severity: 'error' | 'warning',
  ): void {
    log.add({ ...finding, file, severity, refuses: severity === 'error' ? 'feed' : 'nothing' });
  }

  function clean(cell: string, column: number, line: number): string {
    const trimmed = cell.trim();
    const field = header?.names[column] ?? null;
    if (trimmed !== cell) {
      const expected = 'A value without blanks around it; they were cut off.';
      complain({ code: 'leading_or_trailing_whitespaces', line, field, value: cell, expected }, 'warning');
    }
    const unfitness = findUnfitness(trimmed);
    if (unfitness !== undefined) complain({ line, field, value: trimmed, ...unfitness }, 'error');
    return trimmed;
  }

  function takeRow(cells: readonly string[], line: number): void {
    if (header === undefined) {
      header = readHeader({ reading, table, cells });
      return;
    }
    if (cells.length === 1 && cells[0]?.trim() === '') return;
    rows += 1;
    if (rows > limits.rows) {
      throw new FeedRefusal({ code: 'too_many_rows', file, line, expected: `At most ${limits.rows} rows.` });
    }
    const width = header.names.length;
    if (cells.length !== width) {
      const expected = `${width} values, as many as the header names.`;
      complain({ code: 'invalid_row_length', line, field: null, value: `${cells.length} values`, expected }, 'error');
      return;
    }
    onRow({
      reading,
      file,
      line,
      columns: header.columns,
      cells: cells.map((cell, column) => clean(cell, column, line)),
    });
  }

  return {
    take: takeRow,
    count: () => rows,
    /** To be called at the end of the file. */
    finish(): void {
      if (header !== undefined && (rows > 0 || table.presence !== 'required')) return;
      throw new FeedRefusal({ code: 'empty_file', file, expected: 'A header line and at least one row.' });
    },
  };
}
