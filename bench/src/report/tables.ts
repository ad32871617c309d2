import { spreadOf } from '../figures.ts';
import type { Pair } from '../pairs.ts';
import type { RunReport } from '../run-report.ts';
import { isReached, type Bar } from './bars.ts';
import { digits, milliseconds, wholeNumber } from './numbers.ts';

/** What was measured, with what of the bars is reached. */
export function barTable(title: string, bars: readonly Bar[]): string[] {
  const rows = bars.map((bar) => [
    bar.name,
    digits(bar.figure.median),
    `${digits(bar.figure.least)}–${digits(bar.figure.most)}`,
    thresholdText(bar, bar.must),
    thresholdText(bar, bar.aim),
  ]);
  return table([[title, 'median', 'range', 'must', 'aim'], ...rows]);
}

function thresholdText(bar: Bar, threshold: number): string {
  return `${bar.rising ? '≥' : '≤'} ${threshold.toFixed(1)} ${isReached(bar, threshold) ? 'yes' : 'no'}`;
}

/** The absolute figures of both sides, medians of their runs; `against` is what ours is compared with. */
export function figureTable(pairs: readonly Pair[], against: string): string[] {
  const keys = new Set(pairs.map(({ workload, connections }) => `${workload} × ${connections}`));
  const rows = [...keys].flatMap((key) => {
    const some = pairs.filter(({ workload, connections }) => `${workload} × ${connections}` === key);
    return [
      [key, against, ...figureCells(some.map((pair) => pair.against))],
      [key, 'ours', ...figureCells(some.map((pair) => pair.ours))],
    ];
  });
  return table([['run', 'of', ...figureHeads], ...rows]);
}

export const figureHeads = [
  'answers/s',
  'won',
  'p50 ms',
  'p99 ms',
  'service CPU ms/answer',
  'PostgreSQL CPU ms/answer',
  'service MiB',
];

export function figureCells(reports: readonly RunReport[]): string[] {
  const median = (of: (report: RunReport) => number | undefined): number | undefined => {
    const values = reports.flatMap((report) => of(report) ?? []);
    return values.length === 0 ? undefined : spreadOf(values).median;
  };
  const perAnswer = (seconds: number | undefined, { figures }: RunReport): number | undefined =>
    seconds === undefined ? undefined : (1_000 * seconds) / figures.answers;
  return [
    wholeNumber(median(({ figures }) => figures.perSecond)),
    `${wholeNumber(median(({ figures }) => (100 * figures.won) / figures.answers))} %`,
    milliseconds(median(({ figures }) => figures.p50Milliseconds)),
    milliseconds(median(({ figures }) => figures.p99Milliseconds)),
    milliseconds(median((report) => perAnswer(report.use.service?.cpuSeconds, report))),
    milliseconds(median((report) => perAnswer(report.use.postgresSeconds, report))),
    wholeNumber(median(({ use }) => (use.service?.memoryBytes ?? Number.NaN) / 1_048_576)),
  ];
}

/** Markdown whose columns also stand under one another in a terminal. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widthOf = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const lines = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widthOf(column))).join(' | ')} |`);
  const rule = `|${(rows[0] ?? []).map((_, column) => '-'.repeat(widthOf(column) + 2)).join('|')}|`;
  return [...lines.slice(0, 1), rule, ...lines.slice(1)];
}
