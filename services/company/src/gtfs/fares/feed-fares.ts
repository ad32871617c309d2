import type { Money } from '@safiri/kernel';
import type { Fare, Feed, Pattern, Stop, ZoneRule } from '../feed.ts';
import { mapJourneys } from './journeys.ts';

type Question = {
  readonly pattern: Pattern;
  readonly stops: readonly Stop[];
  readonly feed: Pick<Feed, 'fares' | 'routes'>;
};

export type FeedFares = { readonly currency: string; readonly amountsMinor: readonly (number | null)[] };

/**
 * What the feed's own fares ask for the journeys of a pattern; undefined when they price none. Where several fares fit
 * the cheapest counts, as passengers expect. One pattern is sold in one currency: the one that prices most journeys.
 */
export function feedFares({ pattern, stops, feed }: Question): FeedFares | undefined {
  const { fares, rules, zoneRules } = feed.fares;
  if (fares.size === 0) return undefined;
  const agencyId = feed.routes.get(pattern.routeId)?.agencyId;
  const routeRules = [rules.get(pattern.routeId), rules.get('')].filter((found) => found !== undefined);
  const ownZoneRules = zoneRules.filter(({ routeId }) => routeId === '' || routeId === pattern.routeId);

  const fareIdsOf = (from: number, to: number): string[] => {
    const [origin, destination] = [stops[from]?.zoneId ?? '', stops[to]?.zoneId ?? ''];
    const byZones = routeRules
      .flatMap((byOrigin) => either(byOrigin, origin))
      .flatMap((byDestination) => either(byDestination, destination))
      .flat();
    const passed = new Set(
      ownZoneRules.length === 0 ? [] : stops.slice(from, to + 1).flatMap(({ zoneId }) => zoneId ?? []),
    );
    const byPassing = ownZoneRules
      .filter((rule) => fitsZones(rule, { origin, destination, passed }))
      .map(({ fareId }) => fareId);
    return [...byZones, ...byPassing];
  };
  const isCharged = (fare: Fare | undefined) =>
    fare !== undefined && (fare.agencyId === undefined || fare.agencyId === agencyId);
  const pricesOf = (from: number, to: number): Money[] =>
    fareIdsOf(from, to)
      .map((id) => fares.get(id))
      .filter(isCharged)
      .flatMap((fare) => fare?.price ?? []);

  const journeys = mapJourneys(stops.length, pricesOf);
  const currency = commonestCurrency(journeys);
  if (currency === undefined) return undefined;
  return { currency, amountsMinor: journeys.map((prices) => cheapest(prices, currency)) };
}

/** What is said of this zone and what of any. */
function either<T>(byZone: ReadonlyMap<string, T>, zoneId: string): T[] {
  const zoneIds = zoneId === '' ? [''] : [zoneId, ''];
  return zoneIds.map((id) => byZone.get(id)).filter((found) => found !== undefined);
}

type Journey = { readonly origin: string; readonly destination: string; readonly passed: ReadonlySet<string> };

/** The journey must pass exactly the zones named, in any order. */
function fitsZones(rule: ZoneRule, { origin, destination, passed }: Journey): boolean {
  if (rule.originId !== '' && rule.originId !== origin) return false;
  if (rule.destinationId !== '' && rule.destinationId !== destination) return false;
  return passed.size === rule.zoneIds.size && [...passed].every((zoneId) => rule.zoneIds.has(zoneId));
}

function commonestCurrency(journeys: readonly (readonly Money[])[]): string | undefined {
  const counts = new Map<string, number>();
  for (const prices of journeys) {
    for (const currency of new Set(prices.map((price) => price.currency))) {
      counts.set(currency, (counts.get(currency) ?? 0) + 1);
    }
  }
  return [...counts].toSorted(([a, countOfA], [b, countOfB]) => countOfB - countOfA || (a < b ? -1 : 1))[0]?.[0];
}

function cheapest(prices: readonly Money[], currency: string): number | null {
  const amounts = prices.filter((price) => price.currency === currency).map((price) => price.amountMinor);
  return amounts.length === 0 ? null : Math.min(...amounts);
}
