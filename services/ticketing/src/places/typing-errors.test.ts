import fc from 'fast-check';
import { expect, test } from 'vitest';
import { typingErrors } from './typing-errors.ts';

const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), minLength: 3, maxLength: 9 });

test('what is typed right, or not to the end, has no errors, at whichever word it begins', () => {
  fc.assert(
    fc.property(word, word, fc.nat(9), (first, second, length) => {
      const name = `${first} ${second}`;
      expect(typingErrors(name.slice(0, length + 1), name, 3)).toBe(0);
      expect(typingErrors(second, name, 3)).toBe(0);
    }),
  );
});

test.each([
  ['kigaly', 'kigali', 1],
  ['kgali', 'kigali', 1],
  ['kkigali', 'kigali', 1],
  ['ikgali', 'kigali', 1],
  ['musnaez', 'musanze', 2],
  ['nairobi', 'kampala', 3],
])('“%s” for “%s”: %i', (typed, name, errors) => {
  expect(typingErrors(typed, name, 3)).toBe(errors);
});

test('one letter put in, left out or replaced is one error at the most', () => {
  fc.assert(
    fc.property(word, fc.nat(8), fc.constantFrom('put in', 'left out', 'replaced'), (name, place, error) => {
      const at = place % name.length;
      const typed = `${name.slice(0, at)}${error === 'left out' ? '' : 'x'}${name.slice(error === 'put in' ? at : at + 1)}`;
      expect(typingErrors(typed, name, 3)).toBeLessThanOrEqual(1);
    }),
  );
});
