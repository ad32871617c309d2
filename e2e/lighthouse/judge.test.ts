import { expect, test } from 'vitest';
import { judge, slowdownFor, type Report } from './judge.ts';

const reportWith = (performance: number): Report => {
  const fine = { score: 1, auditRefs: [] };
  return {
    environment: { benchmarkIndex: 1_500 },
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
    complaints: ['performance: Blocking', 'performance: First paint 3 s'],
  });
});

test('a page at the bar is told nothing', () => {
  expect(judge(reportWith(0.95)).complaints).toEqual([]);
});

test('a phone is a quarter of a desk, whatever it is measured on', () => {
  expect([3_000, 1_500, 750, 200].map(slowdownFor)).toEqual([4, 4, 2, 1]);
});
