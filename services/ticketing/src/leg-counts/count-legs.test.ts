import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { releaseOrder } from '@safiri/contracts';
import { assert } from '@safiri/kernel';
import { openSale, type Buyer, type Sale } from '../../tests/open-sale.ts';
import { giveBackSeats, takeSeats, type SampleClaim } from '../search/sample-seats.ts';
import { countLegs } from './count-legs.ts';

let sale: Sale;
let buyer: Buyer;

beforeAll(async () => {
  sale = await openSale();
  buyer = await sale.buyer();
});
afterAll(async () => await sale.bed.close());

async function run(name: string): Promise<void> {
  const job = sale.service.jobs.find((each) => each.name === name);
  assert(job !== undefined, `there is a job ${name}`);
  while (await job.run());
}

async function drifted(tripIds: readonly number[]): Promise<unknown[]> {
  return await sale.bed.admin('select ticketing.drifted_leg_counts($1::bigint[])', [tripIds]);
}

async function takenOf(tripId: number): Promise<unknown> {
  return (await sale.bed.admin('select taken from ticketing.leg_counts where trip_id = $1', [tripId]))[0]?.['taken'];
}

it('whatever happens to an order, the counts follow, and nothing drifts before or after', async () => {
  const tripId = await sale.addTrip();
  const rides = (seat: number): [{ tripId: number; from: number; to: number; seats: number[] }] => [
    { tripId, from: seat - 1, to: 4, seats: [seat] },
  ];
  const counted = async (): Promise<unknown> => {
    expect(await drifted([tripId])).toEqual([]);
    await run('count-legs');
    expect(await drifted([tripId])).toEqual([]);
    return await takenOf(tripId);
  };
  const over = await sale.hold(buyer, rides(1));
  expect(await counted()).toEqual([1, 1, 1, 1]);
  const released = await sale.hold(buyer, rides(2));
  expect(await counted()).toEqual([1, 2, 2, 2]);
  await buyer.call(releaseOrder, { params: { orderId: released.orderId } });
  expect(await counted()).toEqual([1, 1, 1, 1]);
  await sale.book(buyer, rides(3));
  expect(await counted()).toEqual([1, 1, 2, 2]);
  // Somebody else takes the seat of a hold that is over: it is given back and taken in one go.
  await sale.age(over.orderId);
  const last = await sale.hold(buyer, [{ tripId, from: 3, to: 4, seats: [1] }]);
  expect(await counted()).toEqual([0, 0, 1, 2]);
  await sale.age(last.orderId);
  await run('expire-orders');
  expect(await counted()).toEqual([0, 0, 1, 1]);
  await sale.cancelTrip(tripId);
  expect(await counted()).toEqual([0, 0, 0, 0]);
  expect(await sale.bed.admin('select from ticketing.seat_changes')).toEqual([]);
});

it('processes that count side by side count each change once, while seats are sold; the queue ends empty', async () => {
  const trips = [await sale.addTrip(), await sale.addTrip(), await sale.addTrip()];
  const claims = trips.flatMap((tripId) =>
    [1, 2, 3, 4].flatMap((seat) =>
      [0, 1, 2, 3].map((leg): SampleClaim => ({ tripId, seat, from: leg, to: leg + 1, status: 'sold' })),
    ),
  );
  const counters = [sale.bed.deps.db, sale.bed.connectAs('ticketing'), sale.bed.connectAs('ticketing')];
  let selling = true;
  const counting = counters.map(async (db) => {
    const { run: countOnce } = countLegs({ db, memory: sale.bed.deps.memory });
    while (selling) await countOnce();
  });
  const looks: unknown[] = [];
  for (let round = 0; round < 4; round += 1) {
    for (const claim of claims) await takeSeats(sale.bed, [claim]);
    looks.push(...(await drifted(trips)));
    for (const claim of claims.toReversed()) if (round < 3) await giveBackSeats(sale.bed, [claim]);
    looks.push(...(await drifted(trips)));
  }
  selling = false;
  await Promise.all(counting);
  await run('count-legs');
  expect(looks).toEqual([]);
  for (const tripId of trips) expect(await takenOf(tripId)).toEqual([4, 4, 4, 4]);
  expect(await sale.bed.admin('select from ticketing.seat_changes')).toEqual([]);
});

it('one notification tells which trips changed, more when they do not fit', async () => {
  const [address] = await sale.bed.admin<{ name: string }>('select current_database() as name');
  const url = new URL(sale.bed.deps.db.connectionString);
  url.pathname = `/${address?.name ?? ''}`;
  const listener = new pg.Client({ connectionString: url.href });
  await listener.connect();
  const heard: string[] = [];
  listener.on('notification', ({ payload }) => heard.push(payload ?? ''));
  await listener.query('listen safiri_seats_changed');
  await sale.bed.admin(
    `insert into ticketing.seat_changes (trip_id, mask, delta)
     select 9000000000000000 + n, ticketing.leg_mask(0::smallint, 3::smallint), 1 from generate_series(1, 1000) n`,
  );
  await run('count-legs');
  await listener.query('select 1');
  await listener.end();
  expect(heard.map((payload) => payload.split(',').length).toSorted((one, other) => other - one)).toEqual([
    390, 390, 220,
  ]);
  expect(Math.max(...heard.map((payload) => payload.length))).toBeLessThan(7_900);
  expect(new Set(heard.flatMap((payload) => payload.split(','))).size).toBe(1000);
});

it('counts that are wrong are found, and put right from the seats; so are those of a database that never counted', async () => {
  const [one, other] = [await sale.addTrip(), await sale.addTrip()];
  await sale.hold(buyer, [{ tripId: one, from: 0, to: 2, seats: [1, 2] }]);
  await run('count-legs');
  await sale.hold(buyer, [{ tripId: other, from: 1, to: 3, seats: [4] }]);
  await sale.bed.admin(
    'update ticketing.leg_counts set taken = array[7, 2], begun = array[0, 0, 1] where trip_id = $1',
    [one],
  );
  expect(await drifted([one, other])).toEqual([{ drifted_leg_counts: String(one) }]);
  const recount = async (trips: readonly number[] | null): Promise<unknown> =>
    (await sale.bed.admin('select ticketing.recount_legs($1::bigint[]) as wrong', [trips]))[0]?.['wrong'];
  expect([await recount([one, other]), await drifted([one, other])]).toEqual([1, []]);
  await run('count-legs');
  expect([await takenOf(one), await takenOf(other)]).toEqual([
    [2, 2, 0],
    [0, 1, 1],
  ]);
  await sale.bed.admin('delete from ticketing.leg_counts');
  expect(await recount(null)).toBeGreaterThanOrEqual(2);
  expect([await drifted([one, other]), await takenOf(one), await takenOf(other)]).toEqual([[], [2, 2], [0, 1, 1]]);
});
