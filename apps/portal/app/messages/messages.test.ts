import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { chooseLocale, preferredTags } from './choose-locale.server.ts';
import { en } from './en.ts';
import { createText } from './text.ts';

test('every message can be read', () => {
  for (const [key, message] of Object.entries(en)) {
    expect(() => new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }), key).not.toThrow();
  }
});

test('counts are written as people say them', () => {
  const text = createText(en, 'en');
  expect([0, 1, 7].map((count) => text('offer.seats', { count }))).toEqual(['Full', '1 seat left', '7 seats left']);
  expect(text('stretch.duration', { hours: 0, minutes: 45 })).toContain('45');
  expect(text('seats.lost.here', { count: 2, seats: '4, 5' })).toBe('Seats 4, 5 are taken now. Please choose others.');
});

test('what a visitor typed is text, never a pattern', () => {
  expect(createText(en, 'en')('search.error.place-unknown', { text: '{count, plural} <b>' })).toContain(
    '{count, plural} <b>',
  );
});

test('languages are taken in the order a browser prefers them', () => {
  expect(preferredTags('fr;q=0.5, en-KE, sw;q=0.9, *;q=0.1, de;q=0')).toEqual(['en-KE', 'sw', 'fr']);
});

test.each([
  ['en-KE,en;q=0.9', 'en-KE'],
  ['ja,fr', 'en-GB'],
  ['en-a-a', 'en-GB'],
  ['', 'en-GB'],
])('"%s" reads English, dates as %s writes them', (header, tag) => {
  expect(chooseLocale(new Request('http://portal.example/', { headers: { 'accept-language': header } }))).toEqual({
    language: 'en',
    tag,
  });
});
