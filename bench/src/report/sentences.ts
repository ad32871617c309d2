import type { CoreUse } from '../core-use.ts';
import type { Figures } from '../figures.ts';
import type { RunReport } from '../side.ts';
import { barsOf, isReached, rateRatio, tailRatio, type Bar, type Pair } from './bars.ts';

/** One line for a pair as it is measured, so that nobody waits for minutes in front of nothing. */
export function pairLine(pair: Pair): string {
  const { workload, connections, ours, d1 } = pair;
  const name = `${workload.toUpperCase()} × ${connections}`.padEnd(12);
  const ratios = `÷ ${rateRatio(pair).toFixed(2)}, p99 ÷ ${tailRatio(pair).toFixed(2)}`;
  return `${name} ours ${runText(ours.figures)}   D1 ${runText(d1.figures)}   ${ratios}${coreText(ours)}`;
}

/** Says whether a rate is the product's own or that of a machine on which it had to queue for a core. */
function coreText({ coreUse }: RunReport): string {
  if (coreUse === undefined) return '';
  const { service, generator } = coreUse;
  const text = ({ ran, waited }: CoreUse): string => `ran ${ran.toFixed(2)}, queued ${waited.toFixed(2)}`;
  return `   service ${text(service)}; generator ${text(generator)}`;
}

function runText({ perSecond, answers, won, p50Milliseconds, p99Milliseconds }: Figures): string {
  const share = Math.round((100 * won) / answers);
  const rate = Math.round(perSecond).toLocaleString('en').padStart(6);
  return `${rate}/s (${String(share).padStart(3)} % won, p50 ${p50Milliseconds.toFixed(1)} ms, p99 ${p99Milliseconds.toFixed(1)} ms)`;
}

/** The bars for one number of connections, with what of them is reached. */
export function barTable(pairs: readonly Pair[], connections: number): string[] {
  const rows = barsOf(pairs, connections).map((bar) => [
    bar.name,
    bar.figure.median.toFixed(2),
    `${bar.figure.least.toFixed(2)}–${bar.figure.most.toFixed(2)}`,
    thresholdText(bar, bar.must),
    thresholdText(bar, bar.aim),
  ]);
  return table([[`${connections} connections`, 'median', 'range', 'must', 'aim'], ...rows]);
}

function thresholdText(bar: Bar, threshold: number): string {
  return `${bar.rising ? '≥' : '≤'} ${threshold.toFixed(1)} ${isReached(bar, threshold) ? 'yes' : 'no'}`;
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widthOf = (column: number): number => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const lines = rows.map((row) => `| ${row.map((cell, column) => cell.padEnd(widthOf(column))).join(' | ')} |`);
  const rule = `|${(rows[0] ?? []).map((_, column) => '-'.repeat(widthOf(column) + 2)).join('|')}|`;
  return [...lines.slice(0, 1), rule, ...lines.slice(1)];
}

export function drainLine(reports: readonly RunReport[]): string {
  const seconds = reports.flatMap((report) => report.drainSeconds ?? []);
  return `Outboxes were empty at most ${Math.max(0, ...seconds).toFixed(2)} s after the last answer (must ≤ 10 s, aim ≤ 1 s).`;
}
