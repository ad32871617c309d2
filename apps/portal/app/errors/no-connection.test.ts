import { expect, test } from 'vitest';
import { isConnectionLost } from './no-connection.tsx';

test.each([
  [new TypeError('Failed to fetch'), true],
  [new TypeError('NetworkError when attempting to fetch resource.'), true],
  [new TypeError('Load failed'), true],
  [new TypeError('page.total is undefined'), false],
  [new Error('Failed to fetch'), false],
  [undefined, false],
])('%s is a lost connection: %s', (error, lost) => {
  expect(isConnectionLost(error)).toBe(lost);
});
