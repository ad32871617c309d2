import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { getTrip, stopsChanged, tripCancelled } from '@safiri/contracts';
import type { Service } from '@safiri/runtime';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { networkConsumers } from '../network/consumers.ts';
import {
  sampleCompany,
  sampleFares,
  sampleLayout,
  samplePattern,
  sampleStop,
  sampleTrip,
  tell,
} from '../network/sample-network.ts';
import { findTripOnSale, listTripsOnSale } from '../network/trip-queries.ts';
import { searchRoutes } from './routes.ts';

let bed: Testbed;
let service: Service;
let client: ReturnType<Awaited<ReturnType<Testbed['serve']>>['as']>;

beforeAll(async () => {
  bed = await openTestbed({ service: 'ticketing', postgres: inject('postgres') });
  service = {
    name: 'ticketing',
    db: bed.deps.db,
    routes: searchRoutes(bed.deps),
    consumers: networkConsumers(),
    jobs: [],
  };
  client = (await bed.serve(service)).as();
});
afterAll(async () => await bed.close());

const stops = [sampleStop('Kigali'), sampleStop('Katuna'), sampleStop('Kampala', { timeZone: 'Africa/Kampala' })];
const pattern = samplePattern(stops.map((at, index) => ({ at, minutes: index * 300 })));

it('shows every stop with its times and its own time zone, and a cancelled trip as cancelled', async () => {
  const trip = sampleTrip(pattern, '2031-03-01T20:00:00Z');
  await tell(bed, service, { stops, patterns: [pattern], fares: [sampleFares(pattern)], trips: [trip] });
  const answer = await client(getTrip, { params: { tripId: trip.tripId } });
  expect(answer.ok && answer.value).toEqual({
    tripId: trip.tripId,
    companyId: sampleCompany.companyId,
    companyName: sampleCompany.name,
    companyPhone: sampleCompany.phone,
    routeName: pattern.routeName,
    serviceDate: '2031-03-01',
    approximate: false,
    status: 'scheduled',
    stops: [
      {
        stopId: stops[0]?.stopId,
        index: 0,
        name: 'Kigali',
        timeZone: 'Africa/Kigali',
        arrivesAt: '2031-03-01T20:00:00.000Z',
        departsAt: '2031-03-01T20:00:00.000Z',
      },
      {
        stopId: stops[1]?.stopId,
        index: 1,
        name: 'Katuna',
        timeZone: 'Africa/Kigali',
        arrivesAt: '2031-03-02T01:00:00.000Z',
        departsAt: '2031-03-02T01:00:00.000Z',
      },
      {
        stopId: stops[2]?.stopId,
        index: 2,
        name: 'Kampala',
        timeZone: 'Africa/Kampala',
        arrivesAt: '2031-03-02T06:00:00.000Z',
        departsAt: '2031-03-02T06:00:00.000Z',
      },
    ],
  });
  await bed.hear(service, tripCancelled, { trip: { ...trip, version: 2, status: 'cancelled' }, reason: 'road closed' });
  const cancelled = await client(getTrip, { params: { tripId: trip.tripId } });
  expect(cancelled.ok && cancelled.value.status).toBe('cancelled');
});

it('a trip nobody has heard of is refused with NOT_FOUND', async () => {
  const answer = await client(getTrip, { params: { tripId: 999_999 } });
  expect(answer.ok ? 'found' : [answer.code, answer.problem?.status]).toEqual(['NOT_FOUND', 404]);
});

it('a trip is known with its fares and layout, and not before all its stops have arrived', async () => {
  const late = sampleStop('Late to arrive');
  const longer = samplePattern([...stops, late].map((at, index) => ({ at, minutes: index * 300 })));
  const trips = [sampleTrip(longer, '2031-03-02T20:00:00Z'), sampleTrip(longer, '2031-03-03T20:00:00Z')];
  await tell(bed, service, { stops, patterns: [longer], fares: [sampleFares(longer)], trips });
  const ids = trips.map((trip) => trip.tripId);
  expect(await listTripsOnSale(bed.deps.db.kysely, ids)).toEqual([]);
  await bed.hear(service, stopsChanged, { stops: [late] });
  const [first, second] = await listTripsOnSale(bed.deps.db.kysely, ids.toReversed());
  expect([first?.tripId, second?.tripId]).toEqual(ids);
  expect(first).toMatchObject({
    version: 1,
    companyId: sampleCompany.companyId,
    patternId: longer.patternId,
    status: 'scheduled',
    patternRemoved: false,
    departsAt: new Date('2031-03-02T20:00:00Z'),
    fares: { currency: 'RWF', amountsMinor: [[1000, 2000, 3000], [1000, 2000], [1000]] },
    layout: sampleLayout,
  });
  expect(first?.stops[3]).toEqual({
    stopId: late.stopId,
    name: 'Late to arrive',
    timeZone: 'Africa/Kigali',
    arriveSeconds: 54_000,
    departSeconds: 54_000,
    boarding: true,
    alighting: true,
  });
});

it('a trip whose fares do not fit its pattern is known without fares', async () => {
  const short = samplePattern(stops.map((at, index) => ({ at, minutes: index * 300 })));
  const trip = sampleTrip(short, '2031-03-04T20:00:00Z');
  await tell(bed, service, {
    stops,
    patterns: [short],
    fares: [sampleFares(short, { amountsMinor: [1] })],
    trips: [trip],
  });
  expect((await findTripOnSale(bed.deps.db.kysely, trip.tripId))?.fares).toBeNull();
});
