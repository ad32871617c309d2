import { currencyDigits } from '@safiri/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceFare } from './distance-fare.ts';
import { fareRates } from './fare-rates.ts';

const currencies = Object.keys(fareRates);
const anyCurrency = fc.constantFrom(...currencies);
/** Up to what 255 legs from pole to pole come to. */
const anyMetres = fc.double({ min: 0, max: 5_200_000_000, noNaN: true });

describe('distanceFare', () => {
  it('is whole minor units, a multiple of the step, and never below the minimum', () => {
    fc.assert(
      fc.property(anyMetres, anyCurrency, (metres, currency) => {
        const fare = distanceFare(metres, currency) ?? -1;
        expect(Number.isSafeInteger(fare)).toBe(true);
        expect(fare % (fareRates[currency]?.step ?? 0)).toBe(0);
        expect(fare).toBeGreaterThanOrEqual(fareRates[currency]?.minimum ?? 0);
      }),
    );
  });

  it('is never less for a longer way', () => {
    fc.assert(
      fc.property(anyMetres, anyMetres, anyCurrency, (one, other, currency) => {
        const [short = 0, long = 0] = [one, other].toSorted((a, b) => a - b);
        expect(distanceFare(short, currency)).toBeLessThanOrEqual(distanceFare(long, currency) ?? 0);
      }),
    );
  });

  it('has a rate for currencies that are traded, and only for those', () => {
    expect(currencies.filter((currency) => currencyDigits(currency) === undefined)).toEqual([]);
    expect(distanceFare(1000, 'INR')).toBeUndefined();
  });

  it('asks what such journeys commonly cost', () => {
    // Straight lines: Kigali to Huye 81 km, Nairobi to Mombasa 440 km.
    expect(distanceFare(81_000, 'RWF')).toBe(3200);
    expect(distanceFare(440_000, 'KES')).toBe(184_000);
    expect(distanceFare(0, 'UGX')).toBe(3000);
  });

  it('steps and minimums fit together', () => {
    expect(Object.values(fareRates).every(({ step, minimum }) => step > 0 && minimum > 0 && minimum % step === 0)).toBe(
      true,
    );
  });
});
