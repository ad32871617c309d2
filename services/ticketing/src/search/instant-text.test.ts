import fc from 'fast-check';
import { expect, it } from 'vitest';
import { instantText } from './instant-text.ts';

it('writes any instant as toISOString does', () => {
  const instant = fc.oneof(
    fc.integer({ min: -8.64e12, max: 8.64e12 }).map((seconds) => seconds * 1000),
    fc.integer({ min: -8.64e15, max: 8.64e15 }),
    fc.integer({ min: 0, max: 200_000 }).map((seconds) => Date.UTC(2031, 1, 28) + seconds * 1000),
  );
  fc.assert(
    fc.property(fc.array(instant, { minLength: 1 }), (instants) => {
      expect(instants.map(instantText)).toEqual(instants.map((each) => new Date(each).toISOString()));
    }),
  );
});
