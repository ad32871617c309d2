import type { Problem } from '../problems.ts';
import type { Reading } from './reading.ts';

/** One line of a file, its values trimmed. */
export type Row = {
  readonly reading: Reading;
  readonly file: string;
  readonly line: number;
  readonly columns: ReadonlyMap<string, number>;
  readonly cells: readonly string[];
};

/** What is wrong with a field of a row; `value` is the field's own unless another says more. */
export type Finding = Pick<Problem, 'code' | 'expected'> & { readonly field: string; readonly value?: string };

/** The field's text; '' when it is empty or its column absent, which GTFS takes for the same. */
export function text(row: Row, field: string): string {
  const column = row.columns.get(field);
  return column === undefined ? '' : (row.cells[column] ?? '');
}

export function optionalText(row: Row, field: string): string | undefined {
  const value = text(row, field);
  return value === '' ? undefined : value;
}

/** The field's text; when it is empty the feed is refused and '' only lets reading go on to find more. */
export function requiredText(row: Row, field: string): string {
  const value = text(row, field);
  if (value === '')
    refuseFeed(row, { code: 'missing_required_field', field, expected: `A value: ${field} is required.` });
  return value;
}

/** The feed cannot be used. */
export function refuseFeed(row: Row, finding: Finding): void {
  report(row, finding, { severity: 'error', refuses: 'feed' });
}

/** What the line names is left out; the rest of the feed can be used. */
export function leaveOut(row: Row, finding: Finding): void {
  report(row, finding, { severity: 'error', refuses: 'part' });
}

/** An error by the specification that costs nothing here. */
export function forgive(row: Row, finding: Finding): void {
  report(row, finding, { severity: 'error', refuses: 'nothing' });
}

export function warn(row: Row, finding: Finding): void {
  report(row, finding, { severity: 'warning', refuses: 'nothing' });
}

function report(row: Row, finding: Finding, grade: Pick<Problem, 'severity' | 'refuses'>): void {
  const { reading, file, line } = row;
  reading.log.add({ file, line, value: text(row, finding.field), ...finding, ...grade });
}
