import { spreadOf, type Spread } from '../figures.ts';
import type { Pair } from '../pairs.ts';

export type Bar = {
  readonly name: string;
  readonly figure: Spread;
  readonly must: number;
  readonly aim: number;
  /** Whether more is better. */
  readonly rising: boolean;
};

type Thresholds = { readonly must: number; readonly aim: number };

/** Only ratios of runs that alternate are results: absolute figures say more about the machine than about the product. */
export function rateBar(name: string, pairs: readonly Pair[], thresholds: Thresholds): Bar {
  return { name, figure: spreadOf(pairs.map(rateRatio)), rising: true, ...thresholds };
}

/** What is compared of holds, for the pairs of one number of connections. */
export function holdBars(pairs: readonly Pair[]): Bar[] {
  const of = (workload: string): Pair[] => pairs.filter((pair) => pair.workload === workload);
  const [hot, spread] = [of('HOT'), of('SPREAD')];
  const tailBar = (name: string, some: readonly Pair[]): Bar => ({
    name,
    figure: spreadOf(some.flatMap((pair) => tailRatio(pair) ?? [])),
    must: 2.5,
    aim: 1,
    rising: false,
  });
  return [
    rateBar('holds/s ÷ D1, HOT', hot, { must: 0.6, aim: 1 }),
    rateBar('holds/s ÷ D1, SPREAD', spread, { must: 0.6, aim: 1 }),
    { name: 'HOT ÷ SPREAD of our own', figure: spreadOf(hotOverSpread(hot, spread)), must: 0.7, aim: 1, rising: true },
    tailBar('p99 ÷ p99 of D1, HOT', hot),
    tailBar('p99 ÷ p99 of D1, SPREAD', spread),
  ];
}

export function isReached(bar: Bar, threshold: number): boolean {
  return bar.rising ? bar.figure.median >= threshold : bar.figure.median <= threshold;
}

export function rateRatio({ ours, against }: Pair): number {
  return ours.figures.perSecond / against.figures.perSecond;
}

export function tailRatio({ ours, against }: Pair): number | undefined {
  const [tail, other] = [ours.figures.p99Milliseconds, against.figures.p99Milliseconds];
  return tail === undefined || other === undefined ? undefined : tail / other;
}

/** The n-th hot run over the n-th spread run, which follows it. */
function hotOverSpread(hot: readonly Pair[], spread: readonly Pair[]): number[] {
  return hot.flatMap(({ ours }, index) => {
    const next = spread[index];
    return next === undefined ? [] : [ours.figures.perSecond / next.ours.figures.perSecond];
  });
}
