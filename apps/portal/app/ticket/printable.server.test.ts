import { expect, test } from 'vitest';
import { printable } from './printable.server.ts';

const latin = (codePoint: number): boolean => codePoint < 0x100;

test.each([
  ['Ndèye', 'Ndèye'],
  ['Šárka', 'Sárka'],
  ['山田 太郎', '[…]'],
  ['Yamada 太郎 2', 'Yamada […] 2'],
  ['', ''],
])('%s is printed as %s', (given, written) => {
  expect(printable(given, latin)).toBe(written);
});

test('what a font has is not touched', () => {
  expect(printable('Шарка Σοφία', () => true)).toBe('Шарка Σοφία');
});
