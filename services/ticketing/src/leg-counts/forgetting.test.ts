import { afterAll, beforeAll, expect, it } from 'vitest';
import { tripsScheduled } from '@safiri/contracts';
import { asService, transaction } from '@safiri/runtime';
import { sql } from 'kysely';
import { openSale, type Sale } from '../../tests/open-sale.ts';
import { samplePattern, sampleStop, sampleTrip, tell } from '../network/sample-network.ts';
import { takeSeats } from '../search/sample-seats.ts';
import { forgetOldTrips } from './forget-old-trips.ts';
import { forgetSearchChanges } from './forget-search-changes.ts';

let sale: Sale;
beforeAll(async () => {
  sale = await openSale();
});
afterAll(async () => await sale.bed.close());

const daysAgo = (days: number): string =>
  new Date(sale.bed.deps.clock.now().getTime() - days * 86_400_000).toISOString();

async function remaining(table: string, trips: readonly number[]): Promise<number[]> {
  const rows = await sale.bed.admin<{ trip_id: string }>(
    `select distinct trip_id from ticketing.${table} where trip_id = any ($1) order by trip_id`,
    [trips],
  );
  return rows.map((row) => Number(row.trip_id));
}

it('trips that arrived two months ago are removed with their seats and counts, unless somebody has a claim on them', async () => {
  const stops = ['Here', 'Far away'].map((name) => sampleStop(name));
  const long = samplePattern(stops.map((at, index) => ({ at, minutes: index * 3 * 24 * 60 })));
  await tell(sale.bed, sale.service, { stops, patterns: [long], fares: [], trips: [] });
  const states = [
    sampleTrip(sale.pattern, daysAgo(61)),
    sampleTrip(sale.pattern, daysAgo(62)),
    sampleTrip(sale.pattern, daysAgo(59)),
    sampleTrip(long, daysAgo(62)),
  ];
  await sale.bed.hear(sale.service, tripsScheduled, { serviceDate: '2026-01-01', trips: states });
  const [old = 0, sold = 0, recent = 0, justArrived = 0] = states.map((state) => state.tripId);
  const all = [old, sold, recent, justArrived];
  await sale.bed.admin(
    `insert into ticketing.seat_inventory (trip_id, seat, company_id) select unnest($1::bigint[]), 1, gen_random_uuid()`,
    [all],
  );
  await sale.bed.admin(`insert into ticketing.leg_counts select unnest($1::bigint[]), '{0}', '{0}'`, [all]);
  await takeSeats(sale.bed, [{ tripId: sold, seat: 1, from: 0, to: 1, status: 'sold' }]);

  const job = forgetOldTrips(sale.bed.deps);
  expect(await job.run()).toBe(false);
  for (const table of ['trips', 'seat_inventory', 'leg_counts'])
    expect([table, await remaining(table, all)]).toEqual([table, [sold, recent, justArrived]]);
  await sale.bed.admin(`update ticketing.claims set status = 'released'; delete from ticketing.claims`);
  expect(await job.run()).toBe(false);
  expect(await remaining('trips', all)).toEqual([recent, justArrived]);
});

it('many old trips are walked through in steps, each of which goes on where the last one ended', async () => {
  const states = Array.from({ length: 1_050 }, (_trip, index) => sampleTrip(sale.pattern, daysAgo(70 + (index % 7))));
  for (let first = 0; first < states.length; first += 500)
    await sale.bed.hear(sale.service, tripsScheduled, {
      serviceDate: '2026-01-01',
      trips: states.slice(first, first + 500),
    });
  const kept = states.filter((_state, index) => index % 3 === 0).map((state) => state.tripId);
  await takeSeats(
    sale.bed,
    kept.map((tripId) => ({ tripId, seat: 1, from: 0, to: 1, status: 'sold' as const })),
  );
  const job = forgetOldTrips(sale.bed.deps);
  const more = [await job.run(), await job.run(), await job.run()];
  expect(more).toEqual([true, true, false]);
  expect(
    await remaining(
      'trips',
      states.map((state) => state.tripId),
    ),
  ).toEqual(kept);
});

it('nobody but the service itself forgets trips', async () => {
  const tripId = await sale.addTrip();
  await expect(sql`select forget_trips(array[${tripId}]::bigint[])`.execute(sale.bed.deps.db.kysely)).rejects.toThrow(
    /only the service itself/,
  );
  expect(await remaining('trips', [tripId])).toEqual([tripId]);
});

it('what searches were told is removed once every transaction that told it is older than a round', async () => {
  const count = async (): Promise<number> => {
    const [row] = await sale.bed.admin<{ n: number }>('select count(*)::int as n from ticketing.search_changes');
    return row?.n ?? -1;
  };
  const job = forgetSearchChanges(sale.bed.deps);
  // Transactions of other databases of this server count as well: while one is open, a round may remove nothing.
  const removeUntil = async (left: number): Promise<void> => {
    for (let tries = 0; tries < 10_000 && (await count()) > left; tries += 1) await job.run();
  };
  await sale.bed.admin('delete from ticketing.search_changes');
  await sale.addTrip();
  await job.run();
  expect(await count()).toBe(1);
  const tripId = await sale.addTrip();
  await transaction(sale.bed.deps.db, asService, async (tx) => {
    await sql`update trips set version = version where trip_id = ${tripId}`.execute(tx);
    await sale.addTrip();
    // What is left is the trip that came since, and what that transaction tells when it is over.
    await removeUntil(1);
    for (let round = 0; round < 3; round += 1) await job.run();
    expect(await count()).toBe(1);
  });
  expect(await count()).toBe(2);
  await removeUntil(0);
  expect(await count()).toBe(0);
});
