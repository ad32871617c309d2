import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Ride } from './find-rides.ts';
import { offersText } from './offers-text.ts';
import type { Call } from './place-queries.ts';
import { viewOffer, type FoundOffer } from './view-offer.ts';

const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 20 });
const seconds = fc.integer({ min: 0, max: 200_000 });

function arbitraryCall(index: number): fc.Arbitrary<Call> {
  return fc.record({
    patternId: fc.constant('pattern'),
    index: fc.constant(index),
    stopId: fc.uuid(),
    name,
    timeZone: fc.constantFrom('Africa/Kigali', 'UTC'),
    arriveSeconds: seconds,
    departSeconds: seconds,
    boarding: fc.constant(true),
    alighting: fc.constant(true),
  });
}

const arbitraryRide: fc.Arbitrary<Ride> = fc.record({
  from: arbitraryCall(1),
  to: arbitraryCall(4),
  patternId: fc.constant('pattern'),
  facts: fc.record({
    companyId: fc.uuid(),
    companyName: name,
    routeName: name,
    currency: fc.constant('RWF'),
    amountsMinor: fc.constant([]),
  }),
  fare: fc.record({ amountMinor: fc.nat(), currency: fc.constantFrom('RWF', 'KES') }),
});

const arbitraryOffer: fc.Arbitrary<FoundOffer> = fc.record({
  ride: arbitraryRide,
  departure: fc.record({
    tripId: fc.integer({ min: 1 }),
    departsAt: fc.date({ noInvalidDate: true, min: new Date('2020-01-01'), max: new Date('2100-01-01') }).map(Number),
    approximate: fc.boolean(),
    capacity: fc.nat(200),
    seats: fc.constant({ taken: [], begun: [], countsUntil: 0 }),
  }),
  seatsFree: fc.nat(200),
});

it('what is written of offers is what is to be seen of them, whatever they are called, and again when the ride is known', () => {
  fc.assert(
    fc.property(fc.array(arbitraryOffer, { maxLength: 4 }), (offers) => {
      const seen = { offers: offers.map(viewOffer) };
      expect(JSON.parse(offersText(offers))).toEqual(seen);
      expect(JSON.parse(offersText(offers.toReversed()))).toEqual({ offers: seen.offers.toReversed() });
    }),
  );
});
