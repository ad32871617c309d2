import { expect, test } from 'vitest';
import { linksInText } from './links-in-text.ts';

test('an address inside a sentence is a link, the full stop after it is not', () => {
  expect(linksInText('Your ticket: http://localhost:8000/t/AbC-_1. Have a good trip!')).toEqual([
    { kind: 'text', text: 'Your ticket: ' },
    { kind: 'link', text: 'http://localhost:8000/t/AbC-_1' },
    { kind: 'text', text: '. Have a good trip!' },
  ]);
});

test('a message without addresses, or without anything, stays as it is', () => {
  expect(linksInText('javascript:alert(1)')).toEqual([{ kind: 'text', text: 'javascript:alert(1)' }]);
  expect(linksInText('')).toEqual([]);
});
