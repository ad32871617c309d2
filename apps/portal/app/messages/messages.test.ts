import { IntlMessageFormat } from 'intl-messageformat';
import { expect, test } from 'vitest';
import { numbersLocale } from '@safiri/kernel';
import { loadMessages } from './catalogues.ts';
import { chooseLocale, preferredTags } from './choose-locale.server.ts';
import { en } from './en.ts';
import { locales, searchInLanguage } from './languages.ts';
import { placesOf } from './places-of.ts';
import { createText } from './text.ts';

/** Read once: three languages are compared with it. */
const englishPlaces = new Map(Object.entries(en).map(([key, message]) => [key, placesOf(message)]));

test.each(locales)('%s: every message can be read, and has the places of the English one', async (locale) => {
  const messages = await loadMessages(locale);
  expect(Object.keys(messages).toSorted()).toEqual(Object.keys(en).toSorted());
  for (const [key, message] of Object.entries(messages)) {
    expect(placesOf(message), `${locale} ${key}`).toEqual(englishPlaces.get(key));
  }
});

test.each(locales)('%s: no message is empty, or leads to another form of a page', async (locale) => {
  for (const [key, message] of Object.entries(await loadMessages(locale))) {
    expect(message.trim(), key).toBe(message);
    expect(message, key).not.toBe('');
    // A tag would be shown as it is.
    expect(message, key).not.toMatch(/<\/?[a-z]/i);
  }
});

test.each(locales.filter((locale) => locale !== 'en'))(
  '%s: nothing that was written out is left in English',
  async (locale) => {
    const left = Object.entries(await loadMessages(locale)).filter(
      // Names of products are the same everywhere, and none has four words.
      ([key, message]) => message === Reflect.get(en, key) && (message.match(/[a-z]{2,}/gi) ?? []).length > 3,
    );
    expect(left.filter(([key]) => placesOf(Reflect.get(en, key)).length === 0)).toEqual([]);
  },
);

test('a place of another name, of another kind or with other choices is found', () => {
  const places = placesOf('{count, plural, one {a {thing}} other {#}} {kind, select, a {1} other {2}}');
  expect(places).toEqual(['count plural', 'kind select a other', 'thing argument']);
  expect(placesOf('{count} {thing} {kind, select, b {1} other {2}}')).not.toEqual(places);
  expect(() => placesOf('{count, plural, one {a}')).toThrow();
});

test('counts are written as people say them', async () => {
  const text = createText(en, 'en');
  expect([0, 1, 7].map((count) => text('offer.seats', { count }))).toEqual(['Full', '1 seat left', '7 seats left']);
  expect(text('stretch.duration', { hours: 0, minutes: 45 })).toContain('45');
  expect(text('seats.lost.here', { count: 2, seats: '4, 5' })).toBe('Seats 4, 5 are taken now. Please choose others.');
  const french = createText(await loadMessages('fr'), 'fr');
  expect([0, 1, 2].map((count) => french('privacy.kept.days', { count }))).toEqual(['0 jour', '1 jour', '2 jours']);
  const kinyarwanda = createText(await loadMessages('rw'), 'rw');
  expect([1, 2].map((count) => kinyarwanda('privacy.kept.days', { count }))).toEqual(['umunsi umwe', 'iminsi 2']);
  const swahili = createText(await loadMessages('sw'), 'sw');
  expect([1, 2].map((count) => swahili('offer.seats', { count }))).toEqual(['Kiti 1 kimebaki', 'Viti 2 vimebaki']);
});

test('what a visitor typed is text, never a pattern', () => {
  expect(createText(en, 'en')('search.error.place-unknown', { text: '{count, plural} <b>' })).toContain(
    '{count, plural} <b>',
  );
  expect(() => new IntlMessageFormat('{count, plural} <b>', 'en')).toThrow();
});

test('languages are taken in the order a browser prefers them', () => {
  expect(preferredTags('fr;q=0.5, en-KE, sw;q=0.9, *;q=0.1, de;q=0')).toEqual(['en-KE', 'sw', 'fr']);
});

test.each([
  { header: 'en-KE,en;q=0.9', chosen: { language: 'en', tag: 'en-KE' } },
  { header: 'ja,fr-RW;q=0.8', chosen: { language: 'fr', tag: 'fr-RW' } },
  { header: 'en-a-a', chosen: { language: 'en', tag: 'en-GB' } },
  { header: 'ja', chosen: { language: 'en', tag: 'en-GB' } },
  { header: '', chosen: { language: 'en', tag: 'en-GB' } },
  { header: 'en-KE,fr', remembered: 'sw', chosen: { language: 'sw', tag: 'sw' } },
  { header: 'en-KE,sw-TZ;q=0.5', remembered: 'sw', chosen: { language: 'sw', tag: 'sw-TZ' } },
  { header: 'en-KE', remembered: 'xx', chosen: { language: 'en', tag: 'en-KE' } },
  { header: 'en', remembered: 'sw', search: '?lang=rw', chosen: { language: 'rw', tag: 'rw' } },
  { header: 'en', remembered: 'sw', search: '?lang=constructor', chosen: { language: 'sw', tag: 'sw' } },
])('an address, then a cookie, then the browser choose: %j', ({ header, remembered, search = '', chosen }) => {
  const request = new Request(`http://portal.example/${search}`, { headers: { 'accept-language': header } });
  expect(chooseLocale(request, remembered)).toEqual(chosen);
});

test('the address in another language keeps everything else', () => {
  expect(searchInLanguage('?from=a%20b&lang=fr&to=c', 'rw')).toBe('?from=a+b&to=c&lang=rw');
  expect(searchInLanguage('?lang=fr', undefined)).toBe('');
});

test.each(locales)('%s: numbers in messages are written as the language writes them', async (locale) => {
  const text = createText(await loadMessages(locale), locale);
  const asWritten = new Intl.NumberFormat(numbersLocale(locale));
  for (const count of [2, 40, 999, 1_000, 12_345])
    expect(text('search.suggestions.count', { count })).toContain(asWritten.format(count));
});
