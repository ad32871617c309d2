import { expect, it } from 'vitest';
import { clientOf, isSameClient } from './client.ts';

const labelOf = (userAgent: string): string => clientOf({ userAgent, deviceId: null }).label;

it.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox, Linux'],
  [
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
    'Chrome, Android',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0',
    'Edge, Windows',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1',
    'Safari, iOS',
  ],
  ['okhttp/4.12.0', 'okhttp'],
  ['<script>alert(1)</script>', ''],
  ['', ''],
])('%s is shown as "%s"', (userAgent, label) => {
  expect(labelOf(userAgent)).toBe(label);
});

it('a client is the same by its label and by the device it named first', () => {
  const known = { label: 'Firefox, Linux', deviceId: 'a' };
  expect(isSameClient(known, known)).toBe(true);
  expect(isSameClient({ ...known, deviceId: null }, known)).toBe(true);
  expect(isSameClient(known, { ...known, deviceId: null })).toBe(false);
  expect(isSameClient(known, { ...known, deviceId: 'b' })).toBe(false);
  expect(isSameClient(known, { ...known, label: 'Chrome, Linux' })).toBe(false);
});
