import fc from 'fast-check';
import { expect, it } from 'vitest';
import { printable, unprintable } from './paper.ts';

it('keeps western letters, and letters with other marks without them', () => {
  expect(printable('Gare de Huyé, Škoda Lines – “Ngũgĩ”, sœur, 5 €')).toBe(
    'Gare de Huyé, Škoda Lines - "Ngugi", sœur, 5 €',
  );
  expect(printable('5\u202f000\u00a0FRw')).toBe('5 000\u00a0FRw');
});

it('says plainly where letters of other scripts stand, and prints none of them wrong', () => {
  expect(printable('አዲስ አበባ Station')).toBe(`${unprintable} Station`);
  expect(printable('Казань')).toBe(unprintable);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      expect(printable(text)).toMatch(/^[\u0020-\u007e\u00a0-\u00ffŒœŠšŸŽž€]*$/);
      expect(printable(printable(text))).toBe(printable(text));
    }),
  );
});
