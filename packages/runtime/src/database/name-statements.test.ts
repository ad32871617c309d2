import { expect, it } from 'vitest';
import { createStatementNames } from './name-statements.ts';

it('a statement is named once it was sent often, and keeps its name; what is sent seldom has none', () => {
  const nameOf = createStatementNames();
  for (let use = 0; use < 20; use += 1) expect(nameOf('select 1')).toBeUndefined();
  const name = nameOf('select 1');
  expect(name).toMatch(/^.{43}$/);
  expect(nameOf('select 1')).toBe(name);
  expect(nameOf('select 2')).toBeUndefined();
});

it('a hundred have names at the most, and texts made for one use are not kept', () => {
  const nameOf = createStatementNames();
  const named = (text: string) => Array.from({ length: 30 }, () => nameOf(text)).at(-1);
  for (let n = 0; n < 2_500; n += 1) expect(nameOf(`select ${n}, 'once'`)).toBeUndefined();
  const names = Array.from({ length: 101 }, (_each, n) => named(`select ${n}`));
  expect(new Set(names.slice(0, 100)).size).toBe(100);
  expect(names[100]).toBeUndefined();
});
