import { expect, test } from 'vitest';
import { chooseOffers, everything, readChoice, timeOfDay, writeChoice, type OfferFacts } from './offer-choice.ts';

const facts: OfferFacts = {
  companyId: 'a',
  time: 'morning',
  classes: ['standard'],
  amenities: [],
  currency: 'RWF',
  fareMinor: 4000,
  departsAt: 1,
  minutes: 150,
};
const early = { name: 'early', facts };
const dear = {
  name: 'dear',
  facts: {
    ...facts,
    companyId: 'b',
    classes: ['standard', 'vip'],
    amenities: ['toilet'],
    fareMinor: 6000,
    departsAt: 2,
    minutes: 100,
  },
};
const late = {
  name: 'late',
  facts: { ...facts, time: 'evening' as const, currency: 'KES', fareMinor: 900, departsAt: 3 },
};
const offers = [early, dear, late];
const chosen = (choice: Partial<typeof everything>): string[] =>
  chooseOffers(offers, { ...everything, ...choice }).map(({ name }) => name);

test('nothing ticked shows all, in the order of departure', () => {
  expect(chosen({})).toEqual(['early', 'dear', 'late']);
});

test('of companies, times and classes one is enough, of amenities all are asked for', () => {
  expect(chosen({ companies: ['a', 'b'], times: ['morning'] })).toEqual(['early', 'dear']);
  expect(chosen({ classes: ['vip'] })).toEqual(['dear']);
  expect(chosen({ amenities: ['toilet'] })).toEqual(['dear']);
  expect(chosen({ amenities: ['toilet', 'accessible-seat'] })).toEqual([]);
});

test('by price each currency stands by itself; what is equal stays in the order of departure', () => {
  expect(chosen({ sort: 'price' })).toEqual(['late', 'early', 'dear']);
  expect(chosen({ sort: 'duration' })).toEqual(['dear', 'early', 'late']);
});

test('an address says the choice and is read back; what it does not mean is left out', () => {
  const choice = {
    ...everything,
    companies: ['a'],
    times: ['night', 'evening'],
    amenities: ['toilet'],
    sort: 'price',
    show: 40,
  } as const;
  expect(readChoice(new URLSearchParams(writeChoice(choice)))).toEqual(choice);
  expect(readChoice(new URLSearchParams('sort=colour&show=1e9&time='))).toEqual({ ...everything, show: 100 });
  expect(readChoice(new URLSearchParams('show=-5&show=7'))).toEqual(everything);
});

test('a day has four parts of six hours', () => {
  expect([0, 5, 6, 12, 23].map(timeOfDay)).toEqual(['night', 'night', 'morning', 'afternoon', 'evening']);
});
