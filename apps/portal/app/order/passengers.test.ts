import { expect, test } from 'vitest';
import { passengersOf } from './passengers.ts';

const claim = (claimId: string, tripId: number) => ({ claimId, tripId });

test('a single journey has a person a seat', () => {
  expect(
    passengersOf([claim('a', 1), claim('b', 1)]).map((person) => person.claims.map(({ claimId }) => claimId)),
  ).toEqual([['a'], ['b']]);
});

test('a round trip of equally many seats has a person for both ways', () => {
  expect(
    passengersOf([claim('a', 1), claim('b', 1), claim('c', 2), claim('d', 2)]).map((person) =>
      person.claims.map(({ claimId }) => claimId),
    ),
  ).toEqual([
    ['a', 'c'],
    ['b', 'd'],
  ]);
});

test('unequal ways are asked for seat by seat, and no seat is forgotten', () => {
  expect(
    passengersOf([claim('a', 1), claim('b', 1), claim('c', 2)]).map((person) =>
      person.claims.map(({ claimId }) => claimId),
    ),
  ).toEqual([['a'], ['b'], ['c']]);
});

test('an order without seats has nobody', () => {
  expect(passengersOf([])).toEqual([]);
});
