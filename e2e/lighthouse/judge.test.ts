import { expect, test } from 'vitest';
import { judge, median, type Report } from './judge.ts';

const reportWith = (performance: number): Report => {
  const fine = { score: 1, auditRefs: [] };
  return {
    environment: { benchmarkIndex: 1_400.4 },
    categories: {
      performance: {
        score: performance,
        auditRefs: [
          { id: 'paint', weight: 10 },
          { id: 'blocking', weight: 30 },
          { id: 'shift', weight: 25 },
        ],
      },
      accessibility: fine,
      'best-practices': fine,
      seo: fine,
    },
    audits: {
      paint: { score: 0.5, title: 'First paint', displayValue: '3 s' },
      blocking: { score: 0.6, title: 'Blocking' },
      shift: { score: 1, title: 'Shift' },
    },
  };
};

test('a page under the bar is told what cost it most, first', () => {
  expect(judge(reportWith(0.94))).toEqual({
    scores: { performance: 94, accessibility: 100, 'best-practices': 100, seo: 100 },
    benchmarkIndex: 1_400,
    complaints: ['performance: Blocking', 'performance: First paint 3 s'],
  });
});

test('a page at the bar is told nothing', () => {
  expect(judge(reportWith(0.95)).complaints).toEqual([]);
});

test('of three runs the middle one counts, of two the worse', () => {
  const scoreOf = (...scores: readonly number[]) =>
    median(scores.map((score) => judge(reportWith(score)))).scores.performance;
  expect([scoreOf(0.99, 0.4, 0.96), scoreOf(0.99, 0.4), scoreOf(0.5)]).toEqual([96, 40, 50]);
});
