import { expect, test } from 'vitest';
import { busesAddress, idOfSlug, slugOf } from './addresses.ts';

const id = '0193a1b2-1111-7222-8333-444455556666';

test.each([
  ['Kigali, Nyabugogo', 'kigali-nyabugogo'],
  ['Ñuñoa – Gare', 'nunoa-gare'],
  ['x'.repeat(100), 'x'.repeat(60)],
])('%s is read in its address', (name, words) => {
  expect(slugOf({ id, name })).toBe(`${words}-${id}`);
});

test('a name in another script leaves the id, which is what counts', () => {
  expect(slugOf({ id, name: '京都' })).toBe(id);
  for (const slug of [id, `kigali-${id}`, `an-older-name-${id}`]) expect(idOfSlug(slug)).toBe(id);
  for (const slug of ['', 'kigali', `${id}x`, `x${id}`]) expect(idOfSlug(slug)).toBeUndefined();
});

test('from one place to another', () => {
  expect(busesAddress({ id, name: 'Huye' }, { id, name: 'Goma' })).toBe(`/buses/huye-${id}/goma-${id}`);
});
