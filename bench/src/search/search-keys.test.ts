import { expect, test } from 'vitest';
import { searchKeys } from './search-keys.ts';
import { searchNetwork, stopAt, stopCountOf } from './search-network.ts';

/** `from>to` of every stretch of every line. */
const connected = new Set<string>();
for (let line = 0; line < searchNetwork.lines; line += 1)
  for (let from = 0; from < stopCountOf(line); from += 1)
    for (let to = from + 1; to < stopCountOf(line); to += 1) connected.add(`${stopAt(line, from)}>${stopAt(line, to)}`);

test.each([
  ['even', false],
  ['skewed', true],
])('%s keys always name two stops that a line connects, and a day on sale', (_name, skewed) => {
  const next = searchKeys(skewed);
  const keys = Array.from({ length: 2_000 }, () => next());
  expect(keys.filter(({ from, to }) => !connected.has(`${from}>${to}`))).toEqual([]);
  expect(keys.filter(({ day }) => day < 0 || day >= searchNetwork.days)).toEqual([]);
});

test('skewed keys ask for the first day more often than for the last', () => {
  const next = searchKeys(true);
  const days = Array.from({ length: 2_000 }, () => next().day);
  expect(days.filter((day) => day === 0).length).toBeGreaterThan(5 * days.filter((day) => day === 29).length);
});
