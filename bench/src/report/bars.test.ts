import { expect, test } from 'vitest';
import type { Pair } from '../pairs.ts';
import type { RunReport } from '../run-report.ts';
import { holdBars, isReached } from './bars.ts';
import { drainLine, pairLine } from './sentences.ts';
import { barTable, figureTable } from './tables.ts';

function report(perSecond: number, p99Milliseconds: number): RunReport {
  return {
    figures: { answers: perSecond, perSecond, won: perSecond / 2, p50Milliseconds: 1, p99Milliseconds },
    use: {
      postgresSeconds: 1,
      service: { cpuSeconds: 2, memoryBytes: 200 * 1_048_576, cores: { ran: 0.5, waited: 0.1 } },
    },
    drain: { outboxSeconds: 0.5, countSeconds: 0.75 },
    violations: [],
  };
}

const pairs: Pair[] = [
  { workload: 'HOT', connections: 64, ours: report(900, 10), against: report(1_000, 10) },
  { workload: 'SPREAD', connections: 64, ours: report(1_000, 30), against: report(2_000, 10) },
  { workload: 'HOT', connections: 64, ours: report(700, 10), against: report(1_000, 20) },
  { workload: 'SPREAD', connections: 64, ours: report(1_400, 30), against: report(2_000, 10) },
];

test('only runs of one pair are compared', () => {
  const figures = holdBars(pairs).map((bar) =>
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
  const [hotRate, , , , spreadTail] = holdBars(pairs);
  expect([hotRate, spreadTail].map((bar) => bar !== undefined && isReached(bar, bar.must))).toEqual([true, false]);
  const lines = barTable('64 connections', holdBars(pairs));
  expect(lines).toHaveLength(7);
  expect(new Set(lines.map((line) => line.length)).size, 'columns stand under one another').toBe(1);
});

test('figures are medians, and processor time is that of one answer', () => {
  const lines = figureTable(pairs, 'D1').map((line) => line.split('|').map((cell) => cell.trim()));
  expect(lines[3]).toEqual(['', 'HOT × 64', 'ours', '800', '50 %', '1.00', '10.0', '2.54', '1.27', '200', '']);
});

test('a line tells of a pair, and one of how long news stayed', () => {
  const [pair = expect.unreachable()] = pairs;
  expect(pairLine(pair)).toContain('HOT × 64: 900/s (p50 1.00, p99 10.0 ms) against 1,000/s');
  expect(drainLine([pair.ours])).toContain('at most 0.50 s after the last answer');
});
