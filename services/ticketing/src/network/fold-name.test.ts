import fc from 'fast-check';
import { expect, it } from 'vitest';
import { foldName } from './fold-name.ts';

it('finds a name however it is accented, cased or punctuated', () => {
  expect(foldName('  São-José  (Terminal)')).toBe('sao jose terminal');
  expect(foldName("Ng'ambo")).toBe('ngambo');
  expect(foldName('Kaʻū')).toBe('kau');
  expect(foldName('Łódź Straße')).toBe('lodz strasse');
  expect(foldName('İstanbul')).toBe('istanbul');
});

it('keeps other scripts whole', () => {
  expect(foldName('函館駅')).toBe('函館駅');
  expect(foldName('अजमेर')).toBe('अजमेर');
  expect(foldName('が')).toBe('が');
});

it('leaves nothing that LIKE would read as a wildcard, and folding twice changes nothing', () => {
  expect(foldName('%_\\')).toBe('');
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
      const folded = foldName(name);
      expect(folded).not.toMatch(/[%_\\]|^ | $| {2}/);
      expect(foldName(folded)).toBe(folded);
    }),
  );
});
