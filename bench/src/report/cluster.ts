import { spreadOf } from '../figures.ts';
import type { RunReport } from '../run-report.ts';
import { digits, wholeNumber } from './numbers.ts';
import { figureCells, figureHeads, table } from './tables.ts';

/** One way to run the product, and what each round of runs came to. */
export type Measured = {
  readonly name: string;
  readonly rounds: readonly Readonly<Record<'d1' | 'holds' | 'searches' | 'purchases', RunReport>>[];
};

const workloads = ['holds', 'searches', 'purchases'] as const;
type Workload = (typeof workloads)[number];

/** Ratios first, then what they are ratios of; the first of the measured is what the others are compared with. */
export function clusterTables(measured: readonly Measured[]): string[][] {
  const [first] = measured;
  const heads = workloads.map((workload) => [`${workload}/s`, '÷ D1', '÷ one process']).flat();
  const rows = measured.map((one) => [
    one.name,
    wholeNumber(medianOf(one, ({ d1 }) => rateOf(d1))),
    ...workloads.flatMap((workload) => cellsOf(one, first ?? one, workload)),
  ]);
  const figures = measured.flatMap((one) =>
    (['d1', ...workloads] as const).map((workload) => [
      one.name,
      workload,
      ...figureCells(one.rounds.map((round) => round[workload])),
    ]),
  );
  return [table([['run', 'D1/s', ...heads], ...rows]), table([['run', 'of', ...figureHeads], ...figures])];
}

function cellsOf(one: Measured, first: Measured, workload: Workload): string[] {
  const rate = (of: Measured): number => medianOf(of, (round) => rateOf(round[workload]));
  const ratio = medianOf(one, (round) => rateOf(round[workload]) / rateOf(round.d1));
  return [rateText(rate(one)), ratio < 0.1 ? ratio.toFixed(4) : digits(ratio), digits(rate(one) / rate(first))];
}

/** Purchases are few. */
function rateText(rate: number): string {
  return rate < 100 ? rate.toFixed(1) : wholeNumber(rate);
}

function rateOf({ figures }: RunReport): number {
  return figures.perSecond;
}

function medianOf({ rounds }: Measured, of: (round: Measured['rounds'][number]) => number): number {
  return spreadOf(rounds.map(of)).median;
}
