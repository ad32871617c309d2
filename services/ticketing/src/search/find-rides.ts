import type { Money } from '@safiri/contracts';
import type { Call, PatternFacts, PlaceCalls } from './place-queries.ts';

/** From one stop of a pattern to a later one. */
export type Stretch = { readonly from: Call; readonly to: Call };

/** A stretch on which one may ride, with the fare. */
export type Ride = Stretch & {
  readonly patternId: string;
  readonly facts: PatternFacts;
  readonly fare: Money;
};

/** Where one may board in one place and alight in the other, later on the same pattern. */
export function findStretches(from: PlaceCalls, to: PlaceCalls): Stretch[] {
  const ends = new Map<string, Call[]>();
  for (const call of to.calls) {
    if (!call.alighting) continue;
    const known = ends.get(call.patternId);
    if (known === undefined) ends.set(call.patternId, [call]);
    else known.push(call);
  }
  return from.calls
    .filter((begin) => begin.boarding)
    .flatMap((begin) =>
      (ends.get(begin.patternId) ?? [])
        .filter((end) => end.index > begin.index)
        .map((end) => ({ from: begin, to: end })),
    );
}

/** Those that are sold. Of the stretches of one trip that of fewest legs comes first, then the earlier one. */
export function ridesOf(stretches: readonly Stretch[], factsOf: ReadonlyMap<string, PatternFacts | undefined>): Ride[] {
  return stretches
    .flatMap(({ from, to }): Ride[] => {
      const facts = factsOf.get(from.patternId);
      const amountMinor = facts?.amountsMinor[from.index]?.[to.index - from.index - 1] ?? undefined;
      if (facts === undefined || amountMinor === undefined) return [];
      return [{ from, to, patternId: from.patternId, facts, fare: { amountMinor, currency: facts.currency } }];
    })
    .toSorted((one, other) => legsOf(one) - legsOf(other) || one.from.index - other.from.index);
}

function legsOf({ from, to }: Stretch): number {
  return to.index - from.index;
}
