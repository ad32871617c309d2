import type { Money } from '@safiri/contracts';
import type { Call, PatternFacts, PlaceCalls } from './place-queries.ts';

/** From one stop of a pattern to a later one, with the fare. */
export type Ride = {
  readonly from: Call;
  readonly to: Call;
  readonly patternId: string;
  readonly facts: PatternFacts;
  readonly fare: Money;
};

/** Patterns on which one may board in one place and alight in the other, each once. */
export function sharedPatterns(from: PlaceCalls, to: PlaceCalls): string[] {
  const ends = new Set(to.calls.filter((call) => call.alighting).map((call) => call.patternId));
  const begins = from.calls.filter((call) => call.boarding).map((call) => call.patternId);
  return [...new Set(begins.filter((patternId) => ends.has(patternId)))];
}

/**
 * What is sold between two places: from each stop where one may board to the nearest one after it that has a fare, so that
 * towns of a thousand stops have thousands of rides and not millions. Those of fewest legs come first, then earlier ones.
 */
export function findRides(
  from: PlaceCalls,
  to: PlaceCalls,
  factsOf: ReadonlyMap<string, PatternFacts | undefined>,
): Ride[] {
  const ends = Map.groupBy(
    to.calls.filter((call) => call.alighting).toSorted((one, other) => one.index - other.index),
    (call) => call.patternId,
  );
  return from.calls
    .filter((begin) => begin.boarding)
    .flatMap((begin): Ride[] => {
      const facts = factsOf.get(begin.patternId);
      if (facts === undefined) return [];
      const fareTo = (end: Call): number | undefined =>
        facts.amountsMinor[begin.index]?.[end.index - begin.index - 1] ?? undefined;
      const end = (ends.get(begin.patternId) ?? []).find(
        (call) => call.index > begin.index && fareTo(call) !== undefined,
      );
      const amountMinor = end === undefined ? undefined : fareTo(end);
      if (end === undefined || amountMinor === undefined) return [];
      return [
        { from: begin, to: end, patternId: begin.patternId, facts, fare: { amountMinor, currency: facts.currency } },
      ];
    })
    .toSorted((one, other) => legsOf(one) - legsOf(other) || one.from.index - other.from.index);
}

function legsOf({ from, to }: Ride): number {
  return to.index - from.index;
}
