import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { getPlace, listConnections, listPlaces, listTravelDays, listTripBuses, listTripStops } from '@safiri/contracts';
import { addDays, localDate, newId } from '@safiri/kernel';
import type { Service } from '@safiri/runtime';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { networkConsumers } from '../network/consumers.ts';
import { sampleCompany, sampleFares, samplePattern, sampleStop, sampleTrip, tell } from '../network/sample-network.ts';
import { atOnce } from '../search/at-once.ts';
import { searchRoutes } from '../search/routes.ts';

let bed: Testbed;
let client: ReturnType<Awaited<ReturnType<Testbed['serve']>>['as']>;
let dayOfFirst: ReturnType<typeof localDate>;

const kampala = { latitude: 0.313, longitude: 32.571 };
const parks = [sampleStop('Kampala, Old Park', kampala), sampleStop('Kampala, New Park', kampala)];
const jinja = sampleStop('Jinja', { latitude: 0.4244, longitude: 33.2042 });
const mukono = sampleStop('Mukono', { latitude: 0.353, longitude: 32.755 });
const quiet = sampleStop('Quiet', { latitude: 0.32, longitude: 32.6 });
const pattern = samplePattern([...parks, mukono, jinja].map((at, index) => ({ at, minutes: index * 30 })));
const [oldPark] = parks;
const trips = [{ tripId: 0 }, { tripId: 0 }, { tripId: 0 }];

beforeAll(async () => {
  bed = await openTestbed({ service: 'ticketing', postgres: inject('postgres') });
  const service: Service = {
    name: 'ticketing',
    db: bed.deps.db,
    routes: searchRoutes(bed.deps, atOnce),
    consumers: networkConsumers(),
    jobs: [],
  };
  client = (await bed.serve(service)).as();
  const now = bed.deps.clock.now().getTime();
  // Noon, so that the trips of a day are on one date.
  dayOfFirst = addDays(localDate(new Date(now), 'Africa/Kigali'), 1);
  const told = trips.map((trip, index) => {
    const at = new Date(Date.parse(`${addDays(dayOfFirst, index === 2 ? 2 : 0)}T10:00:00Z`) + index * 60_000);
    const sample = sampleTrip(pattern, at.toISOString());
    trip.tripId = sample.tripId;
    return sample;
  });
  await tell(bed, service, {
    stops: [...parks, mukono, jinja, quiet],
    patterns: [pattern],
    fares: [sampleFares(pattern)],
    trips: told,
  });
});
afterAll(async () => await bed.close());

async function value<T>(answer: Promise<{ ok: true; value: T } | { ok: false; code: string }>): Promise<T> {
  const given = await answer;
  if (!given.ok) throw new Error(given.code);
  return given.value;
}

describe('a place', () => {
  it('says which town it is in, and where else buses call nearby', async () => {
    const found = await value(client(getPlace, { params: { placeId: oldPark?.stopId ?? '' } }));
    expect(found.place).toMatchObject({ name: 'Kampala, Old Park', departures: 3, companies: [sampleCompany.name] });
    expect(found.town).toMatchObject({ kind: 'town', name: 'Kampala' });
    expect(found.nearby.map(({ name }) => name)).toEqual(['Mukono']);
    expect(found.timeZone).toBe('Africa/Kigali');
  });

  it('that is a town is in no other', async () => {
    const { town } = await value(client(getPlace, { params: { placeId: oldPark?.stopId ?? '' } }));
    const itself = await value(client(getPlace, { params: { placeId: town?.stopId ?? '' } }));
    expect([itself.place.name, itself.town, itself.nearby.map(({ name }) => name)]).toEqual([
      'Kampala',
      null,
      ['Mukono'],
    ]);
  });

  it('that nobody knows is refused', async () => {
    expect(await client(getPlace, { params: { placeId: newId() } })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is listed while buses call there, page by page', async () => {
    const { places, total } = await value(client(listPlaces, { query: {} }));
    expect(places.map(({ name }) => name)).not.toContain('Quiet');
    expect(places[0]).toMatchObject({ kind: 'town', name: 'Kampala' });
    expect(total).toBe(places.length);
    const second = await value(client(listPlaces, { query: { offset: 1, limit: 1 } }));
    expect(second.places).toEqual([places[1]]);
  });
});

describe('connections', () => {
  const pairs = async (query: { from?: string; companyId?: string }) =>
    (await value(client(listConnections, { query }))).connections.map(({ from, to, lowestFare }) => [
      from.name,
      to.name,
      lowestFare.amountMinor,
    ]);

  it('go from town to town, each once, at the lowest fare of its stops', async () => {
    expect(await pairs({})).toEqual(
      expect.arrayContaining([
        ['Kampala', 'Jinja', 2000],
        ['Kampala', 'Mukono', 1000],
        ['Mukono', 'Jinja', 1000],
      ]),
    );
    expect(await pairs({})).toHaveLength(3);
  });

  it('are those from a place, or of a company', async () => {
    expect(await pairs({ from: mukono.stopId })).toEqual([['Mukono', 'Jinja', 1000]]);
    expect(await pairs({ companyId: newId() })).toEqual([]);
    expect(await pairs({ companyId: sampleCompany.companyId })).toHaveLength(3);
  });
});

describe('days of travel', () => {
  it('say how many trips leave and from how much on, each day that is asked for', async () => {
    const query = { from: oldPark?.stopId ?? '', to: jinja.stopId, first: dayOfFirst, days: 3 };
    expect((await value(client(listTravelDays, { query }))).days).toEqual([
      { date: dayOfFirst, trips: 2, lowestFares: [{ amountMinor: 3000, currency: 'RWF' }] },
      { date: addDays(dayOfFirst, 1), trips: 0, lowestFares: [] },
      { date: addDays(dayOfFirst, 2), trips: 1, lowestFares: [{ amountMinor: 3000, currency: 'RWF' }] },
    ]);
  });

  it('refuse a place that is not known', async () => {
    const query = { from: newId(), to: jinja.stopId, first: dayOfFirst, days: 1 };
    expect(await client(listTravelDays, { query })).toMatchObject({ code: 'PLACE_UNKNOWN' });
  });
});

describe('what a list of trips shows beside fares', () => {
  it('is what the buses have, and all stops with their times', async () => {
    const asked = { query: { trips: `${trips.map(({ tripId }) => tripId).join(',')},999999` } };
    expect((await value(client(listTripBuses, asked))).buses).toEqual([
      { classes: ['standard'], amenities: [], tripIds: trips.map(({ tripId }) => tripId) },
    ]);
    const stops = (await value(client(listTripStops, asked))).trips;
    expect(stops.map(({ tripId }) => tripId)).toEqual(trips.map(({ tripId }) => tripId));
    expect(stops[0]?.stops.map(({ name }) => name)).toEqual([...parks, mukono, jinja].map(({ name }) => name));
  });
});
