import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from './tools.ts';

const text = readFileSync(join(root, 'docs/security.md'), 'utf8');
const rows = text
  .split('## What is missing', 1)
  .flatMap((part) => part.split('\n'))
  .filter((line) => /^\| \d/.test(line))
  .map((line) => {
    const [, id = '', what = '', state = '', where = ''] = line.split('|').map((cell) => cell.trim());
    return { id, what, state, where };
  });
const pathsIn = (where: string): string[] => [...where.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);

it('lists each requirement once, in order, with one of four words', () => {
  expect(rows.length).toBeGreaterThan(250);
  const ids = rows.map(({ id }) => id);
  const inOrder = ids.toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }));
  expect(ids).toEqual(inOrder);
  expect(new Set(ids).size).toBe(ids.length);
  const states = new Set(['✔ met', '◐ partly', '✘ not yet', '– not here']);
  expect(rows.filter(({ state }) => !states.has(state))).toEqual([]);
});

it('says of what is met, wholly or in part, where it can be looked at', () => {
  const claims = rows.filter(({ state }) => state === '✔ met' || state === '◐ partly');
  expect(claims.filter(({ where }) => pathsIn(where).length === 0)).toEqual([]);
});

it('says of what is not wholly met what is missing, and of nothing else', () => {
  const open = rows.filter(({ state }) => state === '◐ partly' || state === '✘ not yet').map(({ id }) => id);
  const [, missing = ''] = text.split('## What is missing');
  const explained = [...missing.matchAll(/^\| (\d[\d., ]*) \|/gm)].flatMap(([, ids = '']) => ids.split(', '));
  expect(explained.toSorted()).toEqual(open.toSorted());
});

it('names no test and no file that is not there', () => {
  const missing = pathsIn(text).filter((path) => path.includes('/') && !existsSync(join(root, path)));
  expect(missing).toEqual([]);
});
