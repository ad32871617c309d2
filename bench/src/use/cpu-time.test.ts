import { expect, test } from 'vitest';
import { parseStat } from './cpu-time.ts';

test('processor time is read behind a name that looks like more fields', () => {
  const text = '4711 (a (b) 7 8) S 42 4711 4711 0 -1 4194560 100 200 0 0 150 50 30 20 20 0 8 0 12345 1000 200';
  expect(parseStat(text)).toEqual({ name: 'a (b) 7 8', parentId: 42, ownSeconds: 2, endedSeconds: 0.5 });
});
