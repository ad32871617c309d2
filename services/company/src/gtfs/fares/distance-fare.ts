import { assert } from '@safiri/kernel';
import { fareRates } from './fare-rates.ts';

/**
 * Roads wind: from Nairobi to Mombasa they are 1.1 times as long as the straight line, from Kampala to Nairobi 1.3, from
 * Kigali to Huye, in the hills, 1.6.
 */
const roadPerMille = 1300;

/**
 * Twice around the Earth: nobody rides farther, but stops of a feed may lie anywhere, and beyond this the arithmetic
 * would leave the whole numbers.
 */
const longestMetres = 80_000_000;

/**
 * The fare for a straight-line distance along the stops, in minor units of the currency: never below the minimum,
 * always a whole number of steps, and never less for a longer way. Undefined for a currency without a rate.
 */
export function distanceFare(straightMetres: number, currency: string): number | undefined {
  assert(straightMetres >= 0, `no distance of ${straightMetres} metres`);
  const rate = fareRates[currency];
  if (rate === undefined) return undefined;
  // Metres are made whole first, so that the rest is exact arithmetic on integers.
  const amountPerMillion = Math.round(Math.min(straightMetres, longestMetres)) * roadPerMille * rate.perKilometre;
  const steps = Math.ceil(amountPerMillion / (rate.step * 1_000_000));
  return Math.max(rate.minimum, steps * rate.step);
}
