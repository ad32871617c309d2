import { spreadOf, type Spread } from '../figures.ts';
import type { RunReport } from '../side.ts';
import type { Workload } from '../workloads.ts';

/** Two runs that followed one another under the same conditions. */
export type Pair = {
  readonly workload: Workload;
  readonly connections: number;
  readonly ours: RunReport;
  readonly d1: RunReport;
};

export type Bar = {
  readonly name: string;
  readonly figure: Spread;
  readonly must: number;
  readonly aim: number;
  /** Whether more is better. */
  readonly rising: boolean;
};

/** Only ratios of runs that alternate are results: absolute figures say more about the machine than about the product. */
export function barsOf(pairs: readonly Pair[], connections: number): Bar[] {
  const of = (workload: Workload): Pair[] =>
    pairs.filter((pair) => pair.workload === workload && pair.connections === connections);
  const [hot, spread] = [of('hot'), of('spread')];
  return [
    { name: 'holds/s ÷ D1, HOT', figure: spreadOf(hot.map(rateRatio)), must: 0.6, aim: 1, rising: true },
    { name: 'holds/s ÷ D1, SPREAD', figure: spreadOf(spread.map(rateRatio)), must: 0.6, aim: 1, rising: true },
    { name: 'HOT ÷ SPREAD of our own', figure: spreadOf(hotOverSpread(hot, spread)), must: 0.7, aim: 1, rising: true },
    { name: 'p99 ÷ p99 of D1, HOT', figure: spreadOf(hot.map(tailRatio)), must: 2.5, aim: 1, rising: false },
    { name: 'p99 ÷ p99 of D1, SPREAD', figure: spreadOf(spread.map(tailRatio)), must: 2.5, aim: 1, rising: false },
  ];
}

export function isReached(bar: Bar, threshold: number): boolean {
  return bar.rising ? bar.figure.median >= threshold : bar.figure.median <= threshold;
}

export function rateRatio({ ours, d1 }: Pair): number {
  return ours.figures.perSecond / d1.figures.perSecond;
}

export function tailRatio({ ours, d1 }: Pair): number {
  return ours.figures.p99Milliseconds / d1.figures.p99Milliseconds;
}

/** The n-th hot run over the n-th spread run, which follows it. */
function hotOverSpread(hot: readonly Pair[], spread: readonly Pair[]): number[] {
  return hot.flatMap(({ ours }, index) => {
    const next = spread[index];
    return next === undefined ? [] : [ours.figures.perSecond / next.ours.figures.perSecond];
  });
}
