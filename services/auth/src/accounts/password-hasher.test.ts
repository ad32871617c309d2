import { expect, test } from 'vitest';
import { createPasswordHasher, hasRoom } from './password-hasher.ts';

const cheapest = 4;

test('a password matches its own hash, and nobody’s hash matches nothing', async () => {
  const hasher = createPasswordHasher(cheapest);
  const hash = await hasher.hash('a long password');
  expect(hash.startsWith('$2b$04$')).toBe(true);
  expect(await hasher.matches('a long password', hash)).toBe(true);
  expect(await hasher.matches('another password', hash)).toBe(false);
  expect(await hasher.matches('nobody has this password', undefined)).toBe(false);
});

test('of forty at once thirty-two wait, and the others are refused before anything is hashed or asked', async () => {
  const hasher = createPasswordHasher(cheapest);
  let begun = 0;
  const answers = await Promise.allSettled(
    Array.from({ length: 40 }, async () =>
      hasher.inPlace(async (place) => {
        begun += 1;
        return await place.matches('a long password', undefined);
      }),
    ),
  );
  expect(answers.map(({ status }) => status).filter((status) => status === 'fulfilled')).toHaveLength(32);
  expect(begun).toBe(32);
  const refused = answers.find(({ status }) => status === 'rejected');
  expect(refused).toMatchObject({ reason: { code: 'TOO_MANY_SIGN_INS', extras: { retryAfter: 5 } } });
  expect(await hasher.matches('a long password', undefined), 'there is room again').toBe(false);
});

test('nobody begins to wait for longer than eight seconds, unless nobody else waits', () => {
  expect(hasRoom({ taken: 31, lastMilliseconds: 250 })).toBe(true);
  expect(hasRoom({ taken: 32, lastMilliseconds: 1 })).toBe(false);
  expect(hasRoom({ taken: 8, lastMilliseconds: 1_000 })).toBe(true);
  expect(hasRoom({ taken: 9, lastMilliseconds: 1_000 })).toBe(false);
  expect(hasRoom({ taken: 0, lastMilliseconds: 60_000 })).toBe(true);
});
