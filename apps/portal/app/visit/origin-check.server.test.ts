import { expect, test } from 'vitest';
import { isFromOurPages } from './origin-check.server.ts';

const post = (headers: Record<string, string>) =>
  new Request('http://portal.example/orders/1', { method: 'POST', headers: { host: 'portal.example', ...headers } });

test.each<[string, Record<string, string>]>([
  ['the same origin', { 'sec-fetch-site': 'same-origin' }],
  ['an address typed by hand', { 'sec-fetch-site': 'none' }],
  ['our own host behind a proxy that ends TLS', { origin: 'https://portal.example' }],
  ['a program that is no browser', {}],
])('a form from %s is taken', (_, headers) => {
  expect(isFromOurPages(post(headers))).toBe(true);
});

test.each<[string, Record<string, string>]>([
  ['another site', { 'sec-fetch-site': 'cross-site', origin: 'https://portal.example' }],
  ['a sister site', { 'sec-fetch-site': 'same-site' }],
  ['another origin', { origin: 'https://evil.example' }],
  ['a sandboxed page', { origin: 'null' }],
])('a form from %s is refused', (_, headers) => {
  expect(isFromOurPages(post(headers))).toBe(false);
});

test('reading is free to everybody', () => {
  expect(isFromOurPages(new Request('http://portal.example/', { headers: { 'sec-fetch-site': 'cross-site' } }))).toBe(
    true,
  );
});
