import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contentOf, leftOut } from './act-content.ts';

it('secrets and what says who a person is are left out, however deep they stand', () => {
  const thing = {
    password: 'a long enough password',
    name: 'Jane Uwase',
    roleName: 'Night shift',
    status: 'active',
    amountMinor: 1500,
    phone: null,
    nested: [{ email: 'jane@safiri.example', refreshToken: 'x', pin: '1234', voucherCode: 'ABCD', seats: [1, 2] }],
    reason: 'Called from +250 788 123 456, write to jane@safiri.example',
  };
  expect(contentOf(thing)).toEqual({
    password: leftOut,
    name: leftOut,
    roleName: 'Night shift',
    status: 'active',
    amountMinor: 1500,
    phone: null,
    nested: [{ email: leftOut, refreshToken: leftOut, pin: leftOut, voucherCode: leftOut, seats: [1, 2] }],
    reason: `Called from ${leftOut}, write to ${leftOut}`,
  });
});

it('what is too large is told by its size and hash, and what is beside it stays readable', () => {
  const layout = { decks: Array.from({ length: 2000 }, (_none, row) => ({ row })) };
  expect(contentOf({ layoutId: 'a', layout })).toMatchObject({
    layoutId: 'a',
    layout: { leftOut: 'too large', bytes: expect.any(Number), sha256: expect.stringMatching(/^[\w-]{43}$/) },
  });
  expect(contentOf({ layout })).not.toEqual(contentOf({ layout: { decks: layout.decks.slice(1) } }));
});

it('an entry is never larger than the database takes, and the same however often it is made', () => {
  fc.assert(
    fc.property(fc.object({ maxDepth: 12, maxKeys: 30 }), (thing) => {
      const content = contentOf(thing);
      expect(JSON.stringify(content).length).toBeLessThanOrEqual(16_384);
      expect(contentOf(thing)).toEqual(content);
    }),
    { numRuns: 200 },
  );
});

it('a thing that was not there is null', () => {
  expect(contentOf(null)).toBeNull();
});
