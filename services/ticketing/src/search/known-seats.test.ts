import fc from 'fast-check';
import { expect, it } from 'vitest';
import { exactlyFree, freeSeats, type KnownSeats, type SeatBits } from './known-seats.ts';

type Claim = { readonly seat: number; readonly from: number; readonly to: number };
const legs = 255;

const capacity = fc.integer({ min: 1, max: 40 });
const stretch = fc
  .record({ from: fc.nat(legs - 1), legs: fc.integer({ min: 1, max: 60 }) })
  .map(({ from, legs: count }) => ({ from, to: Math.min(from + count, legs) }));
/** Of a bus of so many seats; no two share a leg of a seat. */
const sale = capacity.chain((seats) =>
  fc.record({
    capacity: fc.constant(seats),
    claims: fc
      .array(fc.tuple(fc.integer({ min: 1, max: seats }), stretch), { maxLength: 60 })
      .map((drawn) => apart(drawn.map(([seat, ride]) => ({ seat, ...ride })))),
    stretch,
  }),
);

function apart(claims: readonly Claim[]): Claim[] {
  return claims.filter((claim, index) =>
    claims
      .slice(0, index)
      .every((earlier) => earlier.seat !== claim.seat || earlier.to <= claim.from || claim.to <= earlier.from),
  );
}

function countsOf(claims: readonly Claim[]): KnownSeats {
  const count = (fits: (claim: Claim, leg: number) => boolean): number[] =>
    Array.from({ length: legs }, (_leg, leg) => claims.filter((claim) => fits(claim, leg)).length);
  return {
    taken: count(({ from, to }, leg) => from <= leg && leg < to),
    begun: count(({ from }, leg) => from === leg),
    countsUntil: Number.POSITIVE_INFINITY,
  };
}

function bitsOf(claims: readonly Claim[]): SeatBits {
  const numbers = [...new Set(claims.map((claim) => claim.seat))].flatMap((seat) =>
    Array.from({ length: 8 }, (_word, word) =>
      claims
        .filter((claim) => claim.seat === seat)
        .flatMap(({ from, to }) => Array.from({ length: to - from }, (_leg, index) => from + index))
        .filter((leg) => Math.floor(leg / 32) === word)
        .reduce((bits, leg) => bits | (1 << (31 - (leg % 32))), 0),
    ),
  );
  return { words: 8, numbers, until: Number.POSITIVE_INFINITY };
}

function freeByHand({
  capacity: seats,
  claims,
  stretch: { from, to },
}: {
  capacity: number;
  claims: readonly Claim[];
  stretch: { from: number; to: number };
}): number {
  return seats - new Set(claims.filter((claim) => claim.from < to && from < claim.to).map((claim) => claim.seat)).size;
}

it('seats are counted from their bits exactly, on any of 255 legs', () => {
  fc.assert(
    fc.property(sale, (drawn) => {
      expect(exactlyFree(drawn.capacity, bitsOf(drawn.claims), drawn.stretch)).toBe(freeByHand(drawn));
    }),
  );
});

it('counts of legs say the number exactly, or that at least ten are free and no more than they say, or nothing', () => {
  const said = new Set<string>();
  fc.assert(
    fc.property(sale, (drawn) => {
      const free = freeSeats({ capacity: drawn.capacity, seats: countsOf(drawn.claims) }, drawn.stretch, 0);
      const truth = freeByHand(drawn);
      said.add(free === undefined ? 'nothing' : free === truth ? 'exactly' : 'enough');
      if (free === undefined || free === truth) return;
      expect(truth).toBeGreaterThanOrEqual(10);
      expect(free).toBeGreaterThan(truth);
    }),
    { numRuns: 1_000 },
  );
  expect(said).toEqual(new Set(['nothing', 'exactly', 'enough']));
});

it('counts say nothing once a hold may be over, and bits nothing once they may have changed by time', () => {
  const claims = [{ seat: 1, from: 0, to: 2 }];
  const bus = { capacity: 50, seats: { ...countsOf(claims), countsUntil: 1000 } };
  expect([freeSeats(bus, { from: 0, to: 1 }, 999), freeSeats(bus, { from: 0, to: 1 }, 1000)]).toEqual([49, undefined]);
  const withBits = { ...bus, seats: { ...bus.seats, bits: { ...bitsOf([]), until: 2000 } } };
  expect([freeSeats(withBits, { from: 0, to: 1 }, 1999), freeSeats(withBits, { from: 0, to: 1 }, 2000)]).toEqual([
    50,
    undefined,
  ]);
});

it('what was given back before it was known to be taken frees no more seats than there are', () => {
  const seats: KnownSeats = { taken: [-1], begun: [-1], countsUntil: Number.POSITIVE_INFINITY };
  expect(freeSeats({ capacity: 50, seats }, { from: 0, to: 1 }, 0)).toBe(50);
});
