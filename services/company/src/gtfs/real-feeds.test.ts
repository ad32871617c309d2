import { addDays, serviceDate } from '@safiri/kernel';
import { hasRealFeeds, realFeedPath, whyNoRealFeeds } from '@safiri/testkit/feeds';
import { beforeAll, describe, expect, it } from 'vitest';
import { serviceDates } from './calendar/service-dates.ts';
import { shiftDaysFor, shiftFeedDates } from './calendar/shift-feed-dates.ts';
import { fareMatrix } from './fares/fare-matrix.ts';
import type { Feed } from './feed.ts';
import { tripStarts } from './patterns/trip-starts.ts';
import { readFeed } from './read-feed.ts';
import type { ReadFeedResult } from './read-feed.ts';
import { usable } from './testing/small-feed.ts';
import { createTranslator } from './translate.ts';

/** The expected numbers were counted in the files by other means. */
describe.runIf(hasRealFeeds)(`real feeds${whyNoRealFeeds}`, () => {
  describe('hawaii-hele-on', () => {
    const { feed, result } = reading('hawaii-hele-on');

    it('is read whole, without an error', () => {
      expect(feed().counts).toEqual({
        'agency.txt': 3,
        'stops.txt': 111,
        'routes.txt': 16,
        'trips.txt': 215,
        'stop_times.txt': 2048,
        'shapes.txt': 97_575,
        'fare_attributes.txt': 3,
        'calendar.txt': 9,
        'calendar_dates.txt': 71,
        'feed_info.txt': 1,
      });
      expect(feed()).toMatchObject({ timeZone: 'Pacific/Honolulu', currency: 'USD' });
      expect([feed().trips.size, feed().patterns.size]).toEqual([215, 162]);
      expect(result().report.totals).toEqual([
        { code: 'missing_feed_contact_email_and_url', severity: 'warning', count: 1 },
        { code: 'leading_or_trailing_whitespaces', severity: 'warning', count: 2 },
        { code: 'unused_fare', severity: 'warning', count: 3 },
        { code: 'unused_shape', severity: 'warning', count: 4 },
      ]);
    });

    it('has its times past midnight, its trips without a shape, and the shape with a blank behind its id', () => {
      const times = [...feed().trips.values()].flatMap(({ patternKey, startSeconds }) =>
        (feed().patterns.get(patternKey)?.stops ?? [])
          .flatMap((stop) => [stop.arrivalSeconds, stop.departureSeconds])
          .map((seconds) => startSeconds + seconds),
      );
      expect(times.filter((seconds) => seconds >= 24 * 3600)).toHaveLength(22);
      const shapeIds = [...feed().trips.values()].map(({ shapeId }) => shapeId);
      expect(shapeIds.filter((id) => id === undefined)).toHaveLength(46);
      expect(shapeIds).toContain('IKe');
    });

    it('is priced by distance, since no rule links its fares to a route', () => {
      expect(feed().fares.unusedFareIds).toEqual(['g', 'gs', 'gp']);
      const matrices = [...feed().patterns.values()].map((pattern) => fareMatrix(pattern, feed()));
      expect(matrices.every((matrix) => matrix?.source === 'distance' && matrix.currency === 'USD')).toBe(true);
    });

    it('runs again today once its dates are shifted, on the same weekdays', () => {
      const today = serviceDate('2026-11-22');
      const days = shiftDaysFor(feed(), today);
      expect(days).toBe(4284);
      const shifted = shiftFeedDates(feed(), days).calendars.get('WE');
      const soon = shifted && serviceDates(shifted, today, addDays(today, 13));
      expect(soon).toEqual(['2026-11-22', '2026-11-28', '2026-11-29', '2026-12-05']);
    });
  });

  describe('japan-donan', () => {
    const { feed, result } = reading('japan-donan');

    it('is read whole, without an error', () => {
      expect(feed().counts).toMatchObject({
        'agency.txt': 1,
        'stops.txt': 706,
        'routes.txt': 74,
        'trips.txt': 541,
        'stop_times.txt': 20_594,
        'shapes.txt': 34_097,
        'fare_attributes.txt': 46,
        'fare_rules.txt': 63_745,
        'translations.txt': 480,
        'calendar_dates.txt': 40,
      });
      expect(result().report.problems.filter(({ severity }) => severity !== 'info')).toMatchObject([
        { code: 'missing_feed_contact_email_and_url', severity: 'warning' },
      ]);
      expect([...feed().stops.values()].filter(({ kind }) => kind === 'station')).toHaveLength(240);
      expect([...feed().agencies.keys()]).toEqual(['1430001056880']);
    });

    it('has all its fares between zones, some journeys with several', () => {
      const keys = [...feed().fares.rules.values()].flatMap((byOrigin) =>
        [...byOrigin.values()].flatMap((byDestination) => [...byDestination.values()]),
      );
      expect(keys).toHaveLength(63_398);
      expect(keys.filter((fareIds) => fareIds.length > 1)).toHaveLength(347);
      const prices = [...feed().fares.fares.values()].map(({ price }) => price.amountMinor);
      expect([Math.min(...prices), Math.max(...prices)]).toEqual([160, 660]);
    });

    it('sells by its own fares in whole yen', () => {
      const matrices = [...feed().patterns.values()].map((pattern) => fareMatrix(pattern, feed()));
      expect(matrices.every((matrix) => matrix?.source === 'feed' && matrix.currency === 'JPY')).toBe(true);
      const amounts = new Set(matrices.flatMap((matrix) => matrix?.amountsMinor ?? []));
      expect([...amounts].every((amount) => amount === null || (amount >= 160 && amount <= 660))).toBe(true);
    });

    it('has its names in two scripts', () => {
      const names = createTranslator(feed().translations);
      const [stop] = feed().stops.values();
      const found = names({ table: 'stops', field: 'stop_name', recordId: stop?.id ?? '', value: stop?.name ?? '' });
      expect([...found.keys()]).toEqual(['ja', 'ja-Hrkt']);
    });
  });

  describe('nairobi-matatus', () => {
    const { feed, result } = reading('nairobi-matatus');

    it('is read whole, without an error', () => {
      expect(feed().counts).toMatchObject({
        'agency.txt': 1,
        'stops.txt': 4284,
        'routes.txt': 136,
        'trips.txt': 272,
        'stop_times.txt': 7533,
        'shapes.txt': 36_483,
        'frequencies.txt': 792,
      });
      expect(result().report.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect([...feed().stops.values()].filter(({ kind }) => kind === 'station')).toHaveLength(11);
      expect(Math.max(...[...feed().patterns.values()].map(({ stops }) => stops.length))).toBe(81);
    });

    it('departs by headways without promised times, eight trips excepted', () => {
      const trips = [...feed().trips.values()];
      expect(trips.filter(({ headways }) => headways.length > 0)).toHaveLength(264);
      const byHeadway = trips.filter(({ headways }) => headways.length > 0).flatMap(tripStarts);
      expect(byHeadway.every(({ exactTimes }) => !exactTimes)).toBe(true);
      expect(tripStarts(feed().trips.get('10106110') ?? { startSeconds: 0, headways: [] })).toHaveLength(36 + 24 + 72);
    });

    it('is priced by distance in shillings', () => {
      const [pattern] = feed().patterns.values();
      expect(pattern && fareMatrix(pattern, feed())).toMatchObject({ source: 'distance', currency: 'KES' });
    });
  });
});

/** Reads a feed once for the tests around it. */
function reading(name: string): { feed: () => Feed; result: () => ReadFeedResult } {
  let result: ReadFeedResult | undefined;
  beforeAll(async () => {
    result = await readFeed({ zipPath: realFeedPath(name) });
  });
  const done = (): ReadFeedResult => {
    if (result === undefined) throw new Error(`${name} was not read`);
    return result;
  };
  return { result: done, feed: () => usable(done()) };
}
