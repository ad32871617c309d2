import { afterAll, beforeAll, expect, test } from 'vitest';
import { findPlaces, getOrder, getTrip, getTripPath, searchTrips } from '@safiri/contracts';
import { assert, localDate } from '@safiri/kernel';
import { hasRealFeeds, realFeedPath, whyNoRealFeeds } from '@safiri/testkit/feeds';
import { openHouse, type House } from './house.ts';
import { beGuest, book, valueOf } from './passenger.ts';

/** Holidays take some days in a row from a feed's weekday service. */
const tenDays = { SALE_HORIZON_DAYS: '10' };

let house: House;
beforeAll(async () => {
  if (hasRealFeeds) house = await openHouse({ MOMO_CURRENCIES: 'RWF,USD,JPY,KES', ...tenDays });
});
afterAll(async () => await house?.close());

type SoldTrip = {
  readonly tripId: number;
  readonly companyId: string;
  readonly last: number;
  readonly departsAt: Date;
  readonly timeZone: string;
  readonly from: string;
  readonly to: string;
};

/** Imports a feed and dates a few of its scheduled trips: all of them are dated in services/company/tests. */
async function put(feedName: string, datedTrips: number): Promise<SoldTrip> {
  const report = await house.company.importFeed({
    feedName,
    source: { zipPath: realFeedPath(feedName) },
    shiftDates: true,
  });
  expect(report.status).toBe('imported');
  await house.bed.admin(
    `update company.scheduled_trips set dated_until = '2200-01-01'
      where feed_name = $1 and scheduled_trip_id not in (
        select scheduled_trip_id from company.scheduled_trips s join company.calendars c using (calendar_id)
         where s.feed_name = $1 order by c.weekdays & 31 = 31 desc, scheduled_trip_id limit $2)`,
    [feedName, datedTrips],
  );
  expect(await house.company.dateTrips()).toBeGreaterThan(0);
  await house.carry();
  const [trip] = await house.bed.admin<SoldTrip>(
    `select t.trip_id::integer as "tripId", t.company_id as "companyId", cardinality(p.stop_ids) - 1 as last,
            t.departs_at as "departsAt", f.time_zone as "timeZone", f.name as "from", l.name as "to"
       from company.trips t
       join company.patterns p using (pattern_id)
       join company.stops f on f.stop_id = p.stop_ids[1]
       join company.stops l on l.stop_id = p.stop_ids[cardinality(p.stop_ids)]
       -- Feeds of fares by pairs of zones leave some pairs out: who rides from end to end is not sold everywhere.
       join ticketing.boarding_fares b on b.pattern_id = p.pattern_id and b.from_index = 0
        and b.amounts_minor[cardinality(b.amounts_minor)] is not null
      -- Early on its day: a search lists only so many buses, and the first of the date come first.
      where p.feed_name = $1 and t.departs_at > date_trunc('day', now() + interval '2 days', 'UTC') and f.name <> l.name
      order by t.departs_at, t.trip_id limit 1`,
    [feedName],
  );
  assert(trip !== undefined, `${feedName} runs in the coming days`);
  return trip;
}

/** As a passenger does: two places by their names, a date, a bus, seats, money. */
async function buy(
  trip: SoldTrip,
): Promise<{ currency: string; amountMinor: number; status: string; approximate: boolean }> {
  const { client } = await beGuest(house);
  const placeOf = async (text: string) => {
    const { places } = valueOf(await client(findPlaces, { query: { text, limit: 20 } }));
    return places.filter(({ name }) => name === text).map(({ stopId }) => stopId);
  };
  const date = localDate(trip.departsAt, trip.timeZone);
  const found: number[] = [];
  for (const from of await placeOf(trip.from)) {
    for (const to of await placeOf(trip.to)) {
      const { offers } = valueOf(await client(searchTrips, { query: { from, to, date } }));
      found.push(...offers.map(({ tripId }) => tripId));
    }
  }
  expect(found).toContain(trip.tripId);
  const drawn = valueOf(await client(getTripPath, { params: { tripId: trip.tripId } }));
  expect(drawn.points.length).toBeGreaterThan(10);
  const { orderId } = await book(house, client, trip);
  const order = valueOf(await client(getOrder, { params: { orderId } }));
  const { approximate } = valueOf(await client(getTrip, { params: { tripId: trip.tripId } }));
  expect(order.claims.map((claim) => claim.approximate)).toEqual(order.claims.map(() => approximate));
  return { ...order.total, status: order.status, approximate };
}

test.skipIf(!hasRealFeeds)(
  `hawaii-hele-on is found, held, priced in dollars and paid for${whyNoRealFeeds}`,
  async () => {
    expect(await buy(await put('hawaii-hele-on', 12))).toMatchObject({
      currency: 'USD',
      status: 'confirmed',
      approximate: false,
    });
  },
);

test.skipIf(!hasRealFeeds)(`japan-donan is bought by its Japanese names at its own fare${whyNoRealFeeds}`, async () => {
  const trip = await put('japan-donan', 12);
  // As its translations have it, in syllables: who cannot write the signs of a name can write how it is said.
  const { client } = await beGuest(house);
  const namesFound = async () => {
    const { places } = valueOf(await client(findPlaces, { query: { text: 'わしべつえき', limit: 20 } }));
    return places.map(({ name, otherName }) => [name, otherName]);
  };
  // Places are read again a moment after a network has changed.
  await expect.poll(namesFound, { timeout: 20_000 }).toContainEqual(['鷲別駅前', 'わしべつえきまえ']);
  expect(trip.from).toMatch(/\p{Script=Han}|\p{Script=Katakana}|\p{Script=Hiragana}/u);
  const { currency, amountMinor, status } = await buy(trip);
  expect([currency, status]).toEqual(['JPY', 'confirmed']);
  // Two seats at one of the feed's fares, whole yen.
  expect(amountMinor / 2).toBeGreaterThanOrEqual(160);
  expect(amountMinor / 2).toBeLessThanOrEqual(660);
});

test.skipIf(!hasRealFeeds)(
  `nairobi-matatus sells any seats of a departure of its headway${whyNoRealFeeds}`,
  async () => {
    const trip = await put('nairobi-matatus', 1);
    const departures = await house.bed.admin(
      `select from company.trips t join company.scheduled_trips s using (scheduled_trip_id) where s.feed_name = 'nairobi-matatus' and t.approximate`,
    );
    expect(departures.length).toBeGreaterThan(100);
    expect(await buy(trip)).toMatchObject({ currency: 'KES', status: 'confirmed', approximate: true });
  },
);
