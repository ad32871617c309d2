import { expect, test } from 'vitest';
import { chosenScheme, rememberScheme } from './scheme.server.ts';

const visitWith = (cookie: string) => new Request('http://localhost/', { headers: { cookie } });

test('what was chosen is read from the next request', () => {
  for (const scheme of ['light', 'dark'] as const) {
    const [pair = ''] = rememberScheme(scheme).split(';');
    expect(chosenScheme(visitWith(`safiri_device=x; ${pair}`))).toBe(scheme);
  }
});

test('leaving it to the system forgets the choice', () => {
  expect(rememberScheme(undefined)).toContain('Max-Age=0');
  expect(chosenScheme(new Request('http://localhost/'))).toBeUndefined();
});

test('anything else in the cookie chooses nothing', () => {
  expect(chosenScheme(visitWith('safiri_scheme=purple'))).toBeUndefined();
  expect(chosenScheme(visitWith('other_safiri_scheme=dark'))).toBeUndefined();
});
