import pg from 'pg';
import { expect, inject, it } from 'vitest';
import { systemClock } from '@safiri/kernel';
import { asService, connect, createOwnMemory, migrate, transaction } from '@safiri/runtime';
import { createScratchDatabase } from '@safiri/testkit';
import { forgetOldTrips } from '../leg-counts/forget-old-trips.ts';
import { legCountJobs } from '../leg-counts/jobs.ts';
import { onCompanyChanged } from '../network/on-company-changed.ts';
import { onFaresChanged } from '../network/on-fares-changed.ts';
import { onLayoutChanged } from '../network/on-layout-changed.ts';
import { onPatternsChanged } from '../network/on-patterns-changed.ts';
import { onStopsChanged } from '../network/on-stops-changed.ts';
import { onTripsScheduled } from '../network/on-trips-scheduled.ts';
import {
  sampleCompany,
  sampleFares,
  sampleLayout,
  samplePattern,
  sampleStop,
  sampleTrip,
} from '../network/sample-network.ts';
import { ticketingMigrations } from '../index.ts';
import { atOnce } from './at-once.ts';
import { takeSeats } from './sample-seats.ts';
import { createTripSearch } from './search-trips.ts';

const server = inject('postgres15');

it('on PostgreSQL 15 trips are found with the seats that are left, and follow what is sold, kept and forgotten', async (context) => {
  if ('missing' in server) return context.skip(server.missing);
  const scratch = await createScratchDatabase(server.url);
  await migrate({ adminUrl: scratch.url, sets: [ticketingMigrations] });
  const admin = new pg.Client({ connectionString: scratch.url });
  await admin.connect();
  const asRunning = new URL(scratch.url);
  asRunning.username = 'safiri_ticketing';
  const db = connect({ connectionString: asRunning.href, schema: 'ticketing' });
  try {
    const stops = ['A', 'B', 'C'].map((name) => sampleStop(name));
    const pattern = samplePattern(stops.map((at, index) => ({ at, minutes: index * 60 })));
    const [trip, old] = [sampleTrip(pattern, '2031-03-01T05:00:00Z'), sampleTrip(pattern, '2020-03-01T05:00:00Z')];
    await transaction(db, asService, async (tx) => {
      await onCompanyChanged(tx, sampleCompany);
      await onLayoutChanged(tx, { version: 1, companyId: sampleCompany.companyId, layout: sampleLayout });
      await onStopsChanged(tx, { stops });
      await onPatternsChanged(tx, { patterns: [pattern] });
      await onFaresChanged(tx, { fares: [sampleFares(pattern)] });
      await onTripsScheduled(tx, { serviceDate: '2031-03-01', trips: [trip, old] });
    });
    const search = createTripSearch(db, atOnce);
    const left = async (from: number, to: number): Promise<unknown> => {
      const { offers } = await search({
        from: stops[from]?.stopId ?? '',
        to: stops[to]?.stopId ?? '',
        date: '2031-03-01',
      });
      return offers.map((offer) => offer.seatsFree);
    };
    expect(await left(0, 2)).toEqual([4]);
    await takeSeats({ admin: async (text, values) => (await admin.query(text, values)).rows }, [
      { tripId: trip.tripId, seat: 1, from: 0, to: 1, status: 'sold' },
      { tripId: trip.tripId, seat: 1, from: 1, to: 2, status: 'held' },
      { tripId: trip.tripId, seat: 2, from: 1, to: 2, status: 'sold' },
      { tripId: trip.tripId, seat: 3, from: 1, to: 2, status: 'over' },
    ]);
    for (const job of legCountJobs({ db, memory: createOwnMemory(systemClock) })) while (await job.run());
    expect([await left(0, 1), await left(1, 2), await left(0, 2)]).toEqual([[3], [2], [2]]);
    await admin.query(
      `insert into ticketing.kept_seats (kept_id, company_id, trip_id, seats, kept_for, reason, kept_by)
       values (gen_random_uuid(), $1, $2, '{2,4}', 'house', 'test', gen_random_uuid())`,
      [sampleCompany.companyId, trip.tripId],
    );
    expect([await left(0, 1), await left(1, 2)]).toEqual([[1], [1]]);
    await forgetOldTrips({ db }).run();
    expect((await admin.query('select trip_id from ticketing.trips')).rows).toEqual([{ trip_id: String(trip.tripId) }]);
    expect((await admin.query('select ticketing.drifted_leg_counts(array[$1::bigint])', [trip.tripId])).rows).toEqual(
      [],
    );
  } finally {
    await db.close();
    await admin.end();
    await scratch.drop();
  }
});
