import type { Pair } from '../pairs.ts';
import type { RunReport } from '../run-report.ts';
import type { CoreUse } from '../use/core-use.ts';
import { rateRatio, tailRatio } from './bars.ts';
import { digits, milliseconds, wholeNumber } from './numbers.ts';

/** One line for a pair as it is measured, so that nobody waits for minutes in front of nothing. */
export function pairLine(pair: Pair): string {
  const { workload, connections, ours, against } = pair;
  const tail = tailRatio(pair);
  const ratios = `÷ ${digits(rateRatio(pair))}${tail === undefined ? '' : `, p99 ÷ ${digits(tail)}`}`;
  return `  ${workload} × ${connections}: ${runText(ours)} against ${runText(against)}   ${ratios}${coreText(ours)}`;
}

/** Says whether a rate is the product's own or that of a machine on which it had to queue for a core. */
function coreText({ use }: RunReport): string {
  const text = (name: string, cores: CoreUse | undefined): string =>
    cores === undefined ? '' : `; ${name} ran ${digits(cores.ran)}, queued ${digits(cores.waited)}`;
  return text('service', use.service?.cores) + text('generator', use.generator?.cores);
}

function runText({ figures }: RunReport): string {
  const { p50Milliseconds, p99Milliseconds } = figures;
  return `${wholeNumber(figures.perSecond)}/s (p50 ${milliseconds(p50Milliseconds)}, p99 ${milliseconds(p99Milliseconds)} ms)`;
}

/** Says how long news stayed where it was written. */
export function drainLine(reports: readonly RunReport[]): string {
  const worst = (values: readonly number[]): string => digits(Math.max(0, ...values));
  const outboxes = reports.flatMap(({ drain }) => drain?.outboxSeconds ?? []);
  const counts = reports.flatMap(({ drain }) => drain?.countSeconds ?? []);
  return `Outboxes were empty at most ${worst(outboxes)} s after the last answer (must ≤ 10 s, aim ≤ 1 s), and every change of a seat was counted after ${worst(counts)} s.`;
}
