import { expect, test } from 'vitest';
import { FlagError, readPlan } from './flags.ts';

test('without flags the plan is one that ends within four minutes', () => {
  expect(readPlan([])).toEqual({ seconds: 5, pairs: 3, connections: [64, 16] });
});

test('flags change length, pairs and clients', () => {
  expect(readPlan(['--seconds', '6', '--pairs=5', '--connections', '64'])).toEqual({
    seconds: 6,
    pairs: 5,
    connections: [64],
  });
});

test.each([
  ['--seconds', '0'],
  ['--seconds', '1.5'],
  ['--pairs', '21'],
  ['--connections', '64,'],
  ['--connections', '101'],
  ['--trips', '5'],
])('%s %s is refused with how to use it', (name, value) => {
  expect(() => readPlan([name, value])).toThrow(FlagError);
  expect(() => readPlan([name, value])).toThrow('npm run bench -- ');
});
