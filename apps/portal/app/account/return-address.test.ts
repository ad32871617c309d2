import { expect, test } from 'vitest';
import { readReturnAddress } from './return-address.ts';

test('a path of our own is kept with its query', () => {
  expect(readReturnAddress('/scan?trip=7#top', '/')).toBe('/scan?trip=7#top');
});

test.each([
  null,
  '',
  'scan',
  '//evil.example',
  '/\\evil.example',
  'https://evil.example/',
  'javascript:alert(1)',
  '/ok\\..\\x',
  '/a b',
  '/\n/evil.example',
  '/..//evil.example',
  '/.//evil.example',
  '/a/../..//evil.example',
  '/%2e%2e//evil.example',
])('%j leads nowhere but home', (text) => {
  expect(readReturnAddress(text, '/home')).toBe('/home');
});
