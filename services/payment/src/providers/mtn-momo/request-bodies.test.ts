import fc from 'fast-check';
import { expect, it } from 'vitest';
import { noteText } from './request-bodies.ts';

it('keeps letters, digits and blanks of a note and leaves everything out that MTN may refuse', () => {
  expect(noteText("Ng'ambo → Hüye, seat 4A/B")).toBe('Ngambo  Huye seat 4AB');
});

it('makes notes that MTN takes, whatever they are made of', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      expect(noteText(`Order ${text}`)).toMatch(/^[A-Za-z0-9 .-]{1,160}$/);
    }),
  );
});
