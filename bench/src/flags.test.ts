import { expect, test } from 'vitest';
import { FlagError, readPlan } from './flags.ts';

test('without flags everything but growth is measured, for as short as makes sense', () => {
  expect(readPlan([])).toEqual({
    parts: ['holds', 'expired', 'search', 'confirm', 'ledger', 'payments', 'sign-ins'],
    seconds: 2,
    pairs: 3,
    connections: undefined,
    trips: [2_000, 20_000, 200_000],
  });
});

test('flags choose parts, length, pairs, clients and trips', () => {
  const flags = [
    '--only',
    'confirm,search',
    '--seconds',
    '6',
    '--pairs=5',
    '--connections',
    '64,1000',
    '--trips',
    '50',
  ];
  expect(readPlan(flags)).toEqual({
    parts: ['search', 'confirm'],
    seconds: 6,
    pairs: 5,
    connections: [64, 1_000],
    trips: [50],
  });
});

test('growth is measured alone', () => {
  expect(readPlan(['--growth']).parts).toEqual(['growth']);
  expect(readPlan(['--only', 'growth']).parts).toEqual(['growth']);
});

test('a part may be named without a flag', () => {
  expect(readPlan(['cluster']).parts).toEqual(['cluster']);
  expect(readPlan(['search', 'holds', '--pairs', '1']).parts).toEqual(['holds', 'search']);
});

test.each([
  ['--seconds', '0'],
  ['--seconds', '1.5'],
  ['--pairs', '21'],
  ['--connections', '64,'],
  ['--connections', '1001'],
  ['--only', 'holds,everything'],
  ['everything', '--pairs=1'],
  ['--speed', '5'],
])('%s %s is refused with how to use it', (name, value) => {
  expect(() => readPlan([name, value])).toThrow(FlagError);
  expect(() => readPlan([name, value])).toThrow('npm run bench -- ');
});
