import { pipeline } from 'node:stream/promises';
import { CsvError, parse } from 'csv-parse';
import { FeedRefusal } from '../archive/feed-refusal.ts';
import type { Problem } from '../problems.ts';
import { boundedBytes, lineTooLong } from './bounded-bytes.ts';
import type { Reading } from './reading.ts';
import type { Row } from './row.ts';
import type { Table } from './table.ts';
import { createRowTaker } from './take-rows.ts';

/**
 * Reads a file row by row, in one pass and without keeping it. A file that cannot be read to its end is reported and
 * counted as broken; the rows before that point have been seen.
 */
export async function readTable(reading: Reading, table: Table, onRow: (row: Row) => void): Promise<void> {
  if (!reading.archive.files.has(table.file)) {
    reportMissing(reading, table);
    return;
  }
  const rows = createRowTaker(reading, table, onRow);
  try {
    const parser = parse({
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: reading.limits.lineBytes,
      on_record: (cells: string[], { lines }) => {
        rows.take(cells, lines);
        return null;
      },
    });
    parser.resume();
    await pipeline(boundedBytes(reading, table.file), parser);
    rows.finish();
  } catch (error) {
    reading.brokenFiles.add(table.file);
    reading.log.add(problemOf(error, { file: table.file, lineBytes: reading.limits.lineBytes }));
  }
  reading.rowCounts.set(table.file, rows.count());
  reading.onFile({ file: table.file, rows: rows.count() });
}

function reportMissing({ log, brokenFiles }: Reading, { file, presence }: Table): void {
  if (presence === 'optional') return;
  const isRequired = presence === 'required';
  if (isRequired) brokenFiles.add(file);
  log.add({
    severity: isRequired ? 'error' : 'warning',
    code: isRequired ? 'missing_required_file' : 'missing_recommended_file',
    file,
    line: null,
    field: null,
    value: null,
    expected: `${file} at the root of the feed.`,
    refuses: isRequired ? 'feed' : 'nothing',
  });
}

/** The finding inside an expected failure; anything else is a bug and thrown on. */
function problemOf(
  error: unknown,
  { file, lineBytes }: { readonly file: string; readonly lineBytes: number },
): Problem {
  if (error instanceof FeedRefusal) return error.problem;
  if (!(error instanceof CsvError)) throw error;
  const line = typeof error['lines'] === 'number' ? error['lines'] : 1;
  if (error.code === 'CSV_MAX_RECORD_SIZE') return lineTooLong({ file, line, limit: lineBytes }).problem;
  return new FeedRefusal({
    code: 'csv_parsing_failed',
    file,
    line,
    expected: 'Values with quotes inside are quoted, each inner quote doubled, and every quote is closed.',
  }).problem;
}
