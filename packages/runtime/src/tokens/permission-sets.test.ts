import { expect, it } from 'vitest';
import { permissionFinder } from './permission-sets.ts';

const hash = 'h'.repeat(43);
const set = { held: [{ permission: 'seat:sell', everywhere: false, places: ['a'] }] };

it('a set is read once and remembered for ever', async () => {
  let asked = 0;
  const find = permissionFinder(async () => {
    asked += 1;
    return set;
  });
  const found = await find(hash);
  expect(found).toEqual(new Map([['seat:sell', { everywhere: false, places: new Set(['a']) }]]));
  expect(await find(hash)).toBe(found);
  expect(asked).toBe(1);
});

it('one that cannot be read is UNAVAILABLE, and read when it can be; what is known stays known', async () => {
  let away = false;
  const find = permissionFinder(async () => {
    if (away) throw new Error('auth is away');
    return set;
  });
  await find(hash);
  away = true;
  await expect(find('i'.repeat(43))).rejects.toMatchObject({ code: 'UNAVAILABLE', extras: { retryAfter: 1 } });
  expect(await find(hash)).toBeDefined();
  away = false;
  expect(await find('i'.repeat(43))).toBeDefined();
});

it('one that auth does not know is none, and asked for again; no hash means no permissions', async () => {
  let known = false;
  const find = permissionFinder(async () => (known ? set : undefined));
  expect(await find(hash)).toBeUndefined();
  known = true;
  expect((await find(hash))?.size).toBe(1);
  expect((await find(undefined))?.size).toBe(0);
});
