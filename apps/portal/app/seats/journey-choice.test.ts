import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mostSeats, readJourneyChoice, readSeats, writeJourneyChoice } from './journey-choice.ts';

test('a journey comes back from its text', () => {
  const choices = fc.record({
    tripId: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    stretch: fc
      .tuple(fc.integer({ min: 0, max: 254 }), fc.integer({ min: 1, max: 255 }))
      .filter(([from, to]) => from < to),
    seats: fc.uniqueArray(fc.integer({ min: 1, max: 999 }), { minLength: 1, maxLength: mostSeats }),
    alone: fc.boolean(),
  });
  fc.assert(
    fc.property(choices, ({ tripId, stretch: [from, to], seats, alone }) => {
      const choice = { tripId, from, to, seats, alone };
      expect(readJourneyChoice(writeJourneyChoice(choice))).toEqual(choice);
    }),
  );
});

test.each([
  '',
  '1~0~1~',
  '0~0~1~5',
  '1~1~1~5',
  '1~2~1~5',
  '1~0~1~5-5',
  '1~0~1~1-2-3-4-5-6-7-8-9',
  '1~0~1~5;drop',
  '1~0~1~5~x',
  '99999999999999999~0~1~5',
  'x',
])('an address that somebody changed by hand is no journey: "%s"', (text) => {
  expect(readJourneyChoice(text)).toBeUndefined();
});

test('seats of a form are read once each, in order, and nothing else is', () => {
  expect(readSeats(['12', '3', '3', '-1', '0', '1000', 'x', '', 4])).toEqual([3, 12]);
});
