import { expect, it } from 'vitest';
import { recent } from './recent.ts';

it('what is asked for again stays, what is not goes, and there is never more than was allowed', () => {
  const most = 100;
  const values = recent<number>(most);
  values.remember('asked for', 0);
  for (let n = 1; n <= 10 * most; n += 1) {
    values.remember(String(n), n);
    expect(values.find('asked for')).toBe(0);
    expect(values.find(String(n))).toBe(n);
  }
  const kept = Array.from({ length: 10 * most }, (_, n) => String(n + 1)).filter((key) => values.find(key));
  expect(kept.length).toBeGreaterThan(0);
  expect(kept.length).toBeLessThan(most);
  expect(kept).toContain(String(10 * most));
  expect(values.find('1')).toBeUndefined();
});
