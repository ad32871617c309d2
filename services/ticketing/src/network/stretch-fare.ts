import { assert, type Money } from '@safiri/kernel';

/** `amountsMinor[from][to - from - 1]` is the fare from one stop to a later one, both counted from 0; null where none is sold. */
export type StretchFares = {
  readonly currency: string;
  readonly amountsMinor: readonly (readonly (number | null)[])[];
};

/** The fare of a stretch, or undefined where none is sold (also for stops the pattern does not have). */
export function stretchFare(fares: StretchFares, from: number, to: number): Money | undefined {
  const amountMinor = fares.amountsMinor[from]?.[to - from - 1] ?? null;
  return amountMinor === null ? undefined : { amountMinor, currency: fares.currency };
}

/**
 * Cuts the flat list of a fares event, the pairs (0,1), (0,2) … (0,n−1), (1,2) …, into one row per boarding stop:
 * n − 1 rows of n − 1, n − 2, … 1 amounts. A length that no number of stops has is a bug of the sender.
 */
export function faresByBoardingStop<Amount>(flat: readonly Amount[]): Amount[][] {
  const rowCount = Math.round((Math.sqrt(8 * flat.length + 1) - 1) / 2);
  assert((rowCount * (rowCount + 1)) / 2 === flat.length, `${flat.length} fares fit no number of stops`);
  let start = 0;
  return Array.from({ length: rowCount }, (_row, from) => {
    const row = flat.slice(start, start + rowCount - from);
    start += rowCount - from;
    return row;
  });
}
