import type { BodyOf, putRoute } from '@safiri/contracts';
import { currencyDigits, DomainError } from '@safiri/kernel';
import { distanceFares } from './distance-fares.ts';
import type { FareRow } from './fare-queries.ts';

type LegFares = NonNullable<BodyOf<typeof putRoute>['legFares']>;
type Priced = Pick<FareRow, 'currency' | 'source' | 'amountsMinor'>;
type Place = { readonly latitude: number; readonly longitude: number };

/** The fares of a route that staff made: their own leg by leg, else by distance in the company's currency. */
export function routeFares(
  places: readonly Place[],
  legFares: LegFares | undefined,
  companyCurrency: string | null,
): Priced {
  if (legFares !== undefined) return sumLegFares(places.length, legFares);
  const amountsMinor = companyCurrency === null ? undefined : distanceFares(places, companyCurrency);
  if (companyCurrency === null || amountsMinor === undefined) {
    throw new DomainError(
      'CURRENCY_UNKNOWN',
      'There is no distance fare table for this company: give the fares leg by leg.',
      {
        field: '/body/legFares',
      },
    );
  }
  return { currency: companyCurrency, source: 'distance', amountsMinor };
}

/** The fare of a stretch is the sum of its legs. */
function sumLegFares(stopCount: number, { currency, amountsMinor }: LegFares): Priced {
  if (currencyDigits(currency) === undefined) {
    throw new DomainError('CURRENCY_UNKNOWN', `Nothing is sold in ${currency} here.`, {
      field: '/body/legFares/currency',
    });
  }
  if (amountsMinor.length !== stopCount - 1) {
    throw new DomainError(
      'FARES_MISMATCH',
      `${stopCount} stops have ${stopCount - 1} legs, not ${amountsMinor.length}.`,
      {
        field: '/body/legFares/amountsMinor',
      },
    );
  }
  const sums: number[] = [];
  for (let from = 0; from < amountsMinor.length; from += 1) {
    let sum = 0;
    for (const amount of amountsMinor.slice(from)) {
      sum += amount;
      sums.push(sum);
    }
  }
  return { currency, source: 'company', amountsMinor: sums };
}
