import { expect, test } from 'vitest';
import type { RunReport } from '../side.ts';
import { barsOf, isReached, type Pair } from './bars.ts';
import { barTable } from './sentences.ts';

function report(perSecond: number, p99Milliseconds: number): RunReport {
  return { figures: { answers: perSecond, perSecond, won: 1, p50Milliseconds: 1, p99Milliseconds }, violations: [] };
}

const pairs: Pair[] = [
  { workload: 'hot', connections: 64, ours: report(900, 10), d1: report(1_000, 10) },
  { workload: 'spread', connections: 64, ours: report(1_000, 30), d1: report(2_000, 10) },
  { workload: 'hot', connections: 64, ours: report(700, 10), d1: report(1_000, 20) },
  { workload: 'spread', connections: 64, ours: report(1_400, 30), d1: report(2_000, 10) },
  { workload: 'hot', connections: 16, ours: report(1, 1), d1: report(1, 1) },
];

test('only runs of one pair and one number of connections are compared', () => {
  const figures = barsOf(pairs, 64).map((bar) =>
    [bar.figure.least, bar.figure.most].map((value) => Math.round(value * 100)),
  );
  expect(figures).toEqual([
    [70, 90],
    [50, 70],
    [50, 90],
    [50, 100],
    [300, 300],
  ]);
});

test('a bar says of the median whether it is reached, more or less being better', () => {
  const [hotRate, , , , spreadTail] = barsOf(pairs, 64);
  expect([hotRate, spreadTail].map((bar) => bar !== undefined && isReached(bar, bar.must))).toEqual([true, false]);
  const lines = barTable(pairs, 64);
  expect(lines).toHaveLength(7);
  expect(new Set(lines.map((line) => line.length)).size, 'columns stand under one another').toBe(1);
});
