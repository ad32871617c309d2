import { expect, test } from 'vitest';
import { judge, type Report } from './judge.ts';

const reportWith = (performance: number): Report => {
  const fine = { score: 1, auditRefs: [] };
  return {
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
