import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  companyChanged,
  faresChanged,
  layoutChanged,
  patternsChanged,
  stopsChanged,
  tripCancelled,
  tripsScheduled,
  type PatternState,
  type StopState,
  type TripOffer,
  type TripState,
} from '@safiri/contracts';
import { asService, transaction, type Service } from '@safiri/runtime';
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
import { atOnce } from './at-once.ts';
import { mostChanges } from './change-queries.ts';
import { createTripSearch, type TripSearch } from './search-trips.ts';

let bed: Testbed;
let service: Service;
/** Of two processes that look before each answer, and of one that never looks twice. */
let looking: readonly TripSearch[];
let remembering: TripSearch;

let stops: readonly [StopState, StopState];
let pattern: PatternState;
let trip: TripState;

beforeAll(async () => {
  bed = await openTestbed({ service: 'ticketing', postgres: inject('postgres') });
  service = { name: 'ticketing', db: bed.deps.db, routes: [], consumers: networkConsumers(), jobs: [] };
  looking = [createTripSearch(bed.deps.db, atOnce), createTripSearch(bed.connectAs('ticketing'), atOnce)];
  stops = [sampleStop('Gisenyi'), sampleStop('Musanze')];
  pattern = samplePattern(stops.map((at, index) => ({ at, minutes: index * 60 })));
  trip = sampleTrip(pattern, '2031-03-01T05:00:00Z');
  await tell(bed, service, { stops, patterns: [pattern], fares: [sampleFares(pattern)], trips: [trip] });
  remembering = createTripSearch(bed.deps.db, {
    lookAgainMilliseconds: Number.POSITIVE_INFINITY,
    mostMilliseconds: Number.POSITIVE_INFINITY,
  });
});
afterAll(async () => await bed.close());

async function ask(search: TripSearch, date = '2031-03-01'): Promise<TripOffer[]> {
  return (await search({ from: stops[0].stopId, to: stops[1].stopId, date })).offers;
}

/** What both processes that look find, which must be the same. */
async function found(date?: string): Promise<TripOffer[]> {
  const [one, other] = await Promise.all(looking.map(async (search) => await ask(search, date)));
  expect(one).toEqual(other);
  return one ?? [];
}

describe('what a process remembers of the network', () => {
  it('is told again without a look at the database, until it looks', async () => {
    expect(await ask(remembering)).toHaveLength(1);
    const later = sampleTrip(pattern, '2031-03-01T07:00:00Z');
    expect(await found()).toHaveLength(1);
    await bed.hear(service, tripsScheduled, { serviceDate: later.serviceDate, trips: [later] });
    expect(await ask(remembering)).toHaveLength(1);
    expect(await found()).toHaveLength(2);
    await bed.hear(service, tripCancelled, { trip: { ...later, version: 2, status: 'cancelled' }, reason: 'no bus' });
    expect(await found()).toHaveLength(1);
  });

  it.each<{
    what: string;
    change: () => Promise<unknown>;
    read: (offer: TripOffer | undefined) => unknown;
    expected: unknown;
  }>([
    {
      what: 'the name of a company',
      change: async () => await bed.hear(service, companyChanged, { ...sampleCompany, version: 2, name: 'Volcano' }),
      read: (offer) => offer?.companyName,
      expected: 'Volcano',
    },
    {
      what: 'the name of a stop',
      change: async () =>
        await bed.hear(service, stopsChanged, { stops: [{ ...stops[0], version: 2, name: 'Rubavu' }] }),
      read: (offer) => offer?.from.name,
      expected: 'Rubavu',
    },
    {
      what: 'a fare',
      change: async () =>
        await bed.hear(service, faresChanged, { fares: [{ ...sampleFares(pattern), version: 2, amountsMinor: [7] }] }),
      read: (offer) => offer?.fare.amountMinor,
      expected: 7,
    },
    {
      what: 'a layout',
      change: async () =>
        await bed.hear(service, layoutChanged, {
          version: 2,
          companyId: sampleCompany.companyId,
          layout: { ...sampleLayout, capacity: 3 },
        }),
      read: (offer) => offer?.capacity,
      expected: 3,
    },
    {
      what: 'a running time',
      change: async () =>
        await bed.hear(service, patternsChanged, {
          patterns: [
            {
              ...samplePattern(stops.map((at, index) => ({ at, minutes: index * 90 }))),
              patternId: pattern.patternId,
              version: 2,
            },
          ],
        }),
      read: (offer) => offer?.to.arrivesAt,
      expected: '2031-03-01T06:30:00.000Z',
    },
    {
      what: 'the time and day of a trip',
      change: async () =>
        await bed.hear(service, tripsScheduled, {
          serviceDate: '2031-03-01',
          trips: [{ ...trip, version: 2, departsAt: '2031-03-01T15:00:00Z' }],
        }),
      read: (offer) => offer?.from.departsAt,
      expected: '2031-03-01T15:00:00.000Z',
    },
  ])('follows $what', async ({ change, read, expected }) => {
    expect(read((await found())[0])).not.toEqual(expected);
    await change();
    expect(read((await found())[0])).toEqual(expected);
  });

  it('follows a transaction that was open while later ones were seen', async () => {
    const early = sampleTrip(pattern, '2031-04-01T05:00:00Z');
    const late = sampleTrip(pattern, '2031-04-01T06:00:00Z');
    expect(await found('2031-04-01')).toEqual([]);
    await transaction(bed.connectAs('ticketing'), asService, async (tx) => {
      await sql`insert into trips select ${early.tripId}, version, company_id, pattern_id, layout_id, service_date, ${early.departsAt}, status
                  from trips where trip_id = ${trip.tripId}`.execute(tx);
      await bed.hear(service, tripsScheduled, { serviceDate: late.serviceDate, trips: [late] });
      expect(await found('2031-04-01')).toHaveLength(1);
    });
    expect((await found('2031-04-01')).map((offer) => offer.tripId)).toEqual([early.tripId, late.tripId]);
  });

  it('is forgotten when more became different than a look reads', async () => {
    expect(await found('2031-04-01')).toHaveLength(2);
    await bed.admin(
      `alter table ticketing.trips disable trigger all; delete from ticketing.trips where departs_at > '2031-03-31'; alter table ticketing.trips enable trigger all;`,
    );
    expect(await found('2031-04-01')).toHaveLength(2);
    await bed.admin(
      `insert into ticketing.search_changes (subject, trip_ids) select 'seats', array[n] from generate_series(1, ${mostChanges}) n`,
    );
    expect(await found('2031-04-01')).toEqual([]);
  });

  it('is never that a place is unknown', async () => {
    const late = sampleStop('Late');
    const search = async (): Promise<unknown> =>
      await remembering({ from: late.stopId, to: stops[1].stopId, date: '2031-03-01' }).then(
        ({ offers }) => offers,
        (error: unknown) => error,
      );
    expect(await search()).toMatchObject({ code: 'PLACE_UNKNOWN' });
    await bed.hear(service, stopsChanged, { stops: [late] });
    expect(await search()).toEqual([]);
  });
});
