import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import {
  allEvents,
  companyChanged,
  faresChanged,
  layoutChanged,
  patternsChanged,
  stopsChanged,
  tripCancelled,
  tripsScheduled,
  type PatternState,
  type TripState,
} from '@safiri/contracts';
import { assert, newId } from '@safiri/kernel';
import { asService, transaction, type Service } from '@safiri/runtime';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { networkConsumers } from './consumers.ts';
import { arbitraryHistory, newestOf, type NetworkEvent } from './network-history.ts';
import { onPatternsChanged } from './on-patterns-changed.ts';

let bed: Testbed;
let service: Service;

beforeAll(async () => {
  bed = await openTestbed({ service: 'ticketing', postgres: inject('postgres') });
  service = { name: 'ticketing', db: bed.deps.db, routes: [], consumers: networkConsumers(), jobs: [] };
});
afterAll(async () => await bed.close());
afterEach(async () => await empty());

/** Rows that refer to others first. */
const tables = ['companies', 'stops', 'pattern_stops', 'patterns', 'boarding_fares', 'fares', 'layouts', 'trips'];

async function empty(): Promise<void> {
  await bed.admin(tables.map((table) => `delete from ticketing.${table}`).join('; '));
}

/** All copies, each table as one JSON value in the order of its primary key. */
async function copies(): Promise<unknown> {
  const parts = tables.map(
    (table) => `'${table}', (select json_agg(to_json(t) order by t::text) from ticketing.${table} t)`,
  );
  return (await bed.admin(`select json_build_object(${parts.join(', ')}) as copies`))[0];
}

async function hear(event: NetworkEvent): Promise<void> {
  const declared = allEvents.find((candidate) => candidate.type === event.type);
  assert(declared !== undefined, `no event ${event.type}`);
  await bed.hear(service, declared, event.payload);
}

describe('the copy of the network', () => {
  it('is the same whatever order its events come in and however often', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryHistory, async ({ states, events, arrivals }) => {
        await empty();
        for (const event of newestOf(states)) await hear(event);
        const expected = await copies();
        await empty();
        for (const index of arrivals) {
          const event = events[index];
          if (event !== undefined) await hear(event);
        }
        expect(await copies()).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('repairs a damaged row when its owner tells the same version again', async () => {
    const company = {
      companyId: newId(),
      version: 3,
      name: 'Umoja Coaches',
      timeZone: 'Africa/Nairobi',
      phone: null,
      email: null,
      url: null,
    };
    await bed.hear(service, companyChanged, company);
    await bed.admin(`update ticketing.companies set name = 'wrong'`);
    await bed.hear(service, companyChanged, { ...company, version: 2, name: 'older' });
    expect(await bed.admin(`select name from ticketing.companies`)).toEqual([{ name: 'wrong' }]);
    await bed.hear(service, companyChanged, company);
    expect(await bed.admin(`select name from ticketing.companies`)).toEqual([{ name: 'Umoja Coaches' }]);
  });

  it('a cancellation that overtakes the trip it cancels is not undone by it', async () => {
    const trip: TripState = { ...someTrip(), version: 1 };
    await bed.hear(service, tripCancelled, { trip: { ...trip, version: 2, status: 'cancelled' }, reason: 'no driver' });
    await bed.hear(service, tripsScheduled, { serviceDate: trip.serviceDate, trips: [trip] });
    expect(await bed.admin(`select version, status from ticketing.trips`)).toEqual([
      { version: '2', status: 'cancelled' },
    ]);
  });

  it('takes the newest of two states of one member in a batch', async () => {
    const trip = someTrip();
    await bed.hear(service, tripsScheduled, {
      serviceDate: trip.serviceDate,
      trips: [{ ...trip, version: 2, status: 'cancelled' }, trip],
    });
    expect(await bed.admin(`select version, status from ticketing.trips`)).toEqual([
      { version: '2', status: 'cancelled' },
    ]);
  });

  it('keeps a full batch of every kind', async () => {
    const trips = Array.from({ length: 500 }, () => someTrip());
    await bed.hear(service, tripsScheduled, { serviceDate: '2031-03-01', trips });
    const stops = trips.map(() => ({
      stopId: newId(),
      version: 1,
      removed: false,
      kind: 'stop' as const,
      name: 'Stop',
      latitude: 0,
      longitude: 0,
      timeZone: 'Africa/Kigali',
      stationId: null,
    }));
    await bed.hear(service, stopsChanged, { stops });
    await bed.hear(service, patternsChanged, { patterns: [somePattern(256, 1)] });
    await bed.hear(service, faresChanged, {
      fares: [
        {
          patternId: newId(),
          version: 1,
          companyId: newId(),
          currency: 'UGX',
          source: 'distance',
          amountsMinor: Array.from({ length: 32_640 }, (_fare, index) => (index % 3 === 0 ? null : index)),
        },
      ],
    });
    const count = (table: string): string => `(select count(*)::int from ticketing.${table})`;
    expect(
      await bed.admin(
        `select ${count('trips')} as trips, ${count('stops')} as stops, ${count('pattern_stops')} as pattern_stops, ${count('boarding_fares')} as boarding_fares`,
      ),
    ).toEqual([{ trips: 500, stops: 500, pattern_stops: 256, boarding_fares: 255 }]);
  });

  it('empty batches change nothing', async () => {
    await bed.hear(service, stopsChanged, { stops: [] });
    await bed.hear(service, patternsChanged, { patterns: [] });
    await bed.hear(service, faresChanged, { fares: [] });
    await bed.hear(service, tripsScheduled, { serviceDate: '2031-03-01', trips: [] });
  });

  it('refuses a stop whose time zone this database does not know, rather than fail every search from it', async () => {
    const stop = {
      stopId: newId(),
      version: 1,
      removed: false,
      kind: 'stop' as const,
      name: 'Crater',
      latitude: 0,
      longitude: 0,
      timeZone: 'Mars/Olympus',
      stationId: null,
    };
    await expect(bed.hear(service, stopsChanged, { stops: [stop] })).rejects.toThrow(/time zone/);
  });

  it('refuses a list of fares that fits no number of stops', async () => {
    const fares = {
      patternId: newId(),
      version: 1,
      companyId: newId(),
      currency: 'KES',
      source: 'feed' as const,
      amountsMinor: [1, 2],
    };
    await expect(bed.hear(service, faresChanged, { fares: [fares] })).rejects.toThrow('2 fares fit no number of stops');
  });

  it('two versions of a pattern that are heard at the same moment leave the stops of the newer alone', async () => {
    const older = somePattern(5, 1);
    const newer = { ...somePattern(3, 2), patternId: older.patternId };
    let second: Promise<unknown> = Promise.resolve();
    await transaction(bed.deps.db, asService, async (tx) => {
      await onPatternsChanged(tx, { patterns: [older] });
      second = transaction(
        bed.deps.db,
        asService,
        async (other) => await onPatternsChanged(other, { patterns: [newer] }),
      );
      await someoneWaitsForALock();
    });
    await second;
    expect(
      await bed.admin(
        `select count(*)::int as stops, max(version)::int as version from ticketing.pattern_stops natural join ticketing.patterns`,
      ),
    ).toEqual([{ stops: 3, version: 2 }]);
  });
});

it('a layout is kept with its capacity', async () => {
  const layout = {
    layoutId: newId(),
    name: 'Minibus',
    capacity: 2,
    decks: [
      {
        name: '',
        rows: [
          [
            { kind: 'seat' as const, seat: 1, label: '1', class: 'standard' },
            { kind: 'aisle' as const },
            { kind: 'seat' as const, seat: 2, label: '2', class: 'standard' },
          ],
        ],
      },
    ],
  };
  await bed.hear(service, layoutChanged, { version: 1, companyId: newId(), layout });
  expect(await bed.admin(`select capacity, layout from ticketing.layouts`)).toEqual([{ capacity: 2, layout }]);
});

function someTrip(): TripState {
  nextTripId += 1;
  return {
    tripId: nextTripId,
    version: 1,
    companyId: newId(),
    patternId: newId(),
    layoutId: newId(),
    serviceDate: '2031-03-01',
    departsAt: '2031-03-01T06:00:00Z',
    status: 'scheduled',
  };
}
let nextTripId = 0;

function somePattern(stopCount: number, version: number): PatternState {
  const stops = Array.from({ length: stopCount }, (_stop, index) => ({
    stopId: newId(),
    arriveSeconds: index * 600,
    departSeconds: index * 600,
    boarding: true,
    alighting: true,
  }));
  return {
    patternId: newId(),
    version,
    removed: false,
    companyId: newId(),
    routeId: newId(),
    routeName: 'Kigali – Kampala',
    stops,
  };
}

async function someoneWaitsForALock(): Promise<void> {
  for (let tries = 0; tries < 10_000; tries += 1) {
    const waiting = await bed.admin(
      `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if (waiting.length > 0) return;
  }
  throw new Error('nobody waits');
}
