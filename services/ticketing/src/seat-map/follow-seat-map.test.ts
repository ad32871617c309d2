import { afterAll, beforeAll, expect, it, onTestFinished, vi } from 'vitest';
import { followSeatMap, getSeatMap, releaseOrder } from '@safiri/contracts';
import { openSale, type Sale } from '../../tests/open-sale.ts';
import { readSeatMaps } from './read-seat-maps.ts';
import { listenToSeatChanges } from './seat-changes-channel.ts';
import { watchSeatMaps } from './watch-seat-maps.ts';

let sale: Sale;

beforeAll(async () => {
  sale = await openSale({ config: { mostSeatMapsOpen: 5 } });
});
afterAll(async () => await sale.bed.close());

type Told = { readonly event: string; readonly id: string | undefined; readonly data: unknown };

/** Follows the map of a whole trip; what was told is collected until the stream ends or the test does. */
async function follow(tripId: number, lastEventId?: string) {
  const leaving = new AbortController();
  onTestFinished(() => leaving.abort());
  const answer = await sale.served.follow(followSeatMap, {
    params: { tripId },
    query: { from: 0, to: 4 },
    lastEventId,
    signal: leaving.signal,
  });
  const told: Told[] = [];
  let isOver = false;
  const collect = async (): Promise<void> => {
    if (answer.ok) for await (const event of answer.events) told.push(event);
    isOver = true;
  };
  collect().catch(() => undefined);
  return { answer, told, isOver: () => isOver, leave: () => leaving.abort() };
}

/** As the job that counts legs tells it. */
async function tellChange(tripId: number): Promise<void> {
  await sale.bed.admin(`select pg_notify('safiri_seats_changed', $1)`, [`999999,${tripId}`]);
}

async function etagOf(tripId: number): Promise<string | undefined> {
  const response = await sale.served.app.inject({ url: `/api/v1/ticketing/trips/${tripId}/seat-map?from=0&to=4` });
  return response.headers.etag;
}

const taken = (...seats: number[]) =>
  expect.objectContaining({ event: 'taken', data: { taken: seats, womenOnly: null } });

it('tells what is taken at once, and again when a seat is held or given back, each named as the seat map is', async () => {
  const tripId = await sale.addTrip();
  const buyer = await sale.buyer();
  await sale.hold(buyer, [{ tripId, from: 1, to: 2, seats: [1] }]);
  const map = await follow(tripId);
  await vi.waitFor(() => expect(map.told).toEqual([taken(1)]));
  expect(map.told[0]?.id).toBe(await etagOf(tripId));
  const order = await sale.hold(buyer, [{ tripId, from: 0, to: 4, seats: [3] }]);
  await tellChange(tripId);
  await vi.waitFor(() => expect(map.told).toEqual([taken(1), taken(1, 3)]), 5_000);
  expect(map.told[1]?.id).toBe(await etagOf(tripId));
  // Somebody whose line broke comes back and is told nothing that they know.
  const again = await follow(tripId, map.told[1]?.id);
  expect(await buyer.call(releaseOrder, { params: { orderId: order.orderId } })).toMatchObject({ ok: true });
  await tellChange(tripId);
  await vi.waitFor(() => expect(map.told).toEqual([taken(1), taken(1, 3), taken(1)]), 5_000);
  await vi.waitFor(() => expect(again.told).toEqual([taken(1)]));
});

it('ends when the trip is cancelled, or the bus leaves the stop', async () => {
  const closed = (reason: string) => ({ event: 'closed', id: undefined, data: { reason } });
  const cancelled = await sale.addTrip();
  const map = await follow(cancelled);
  await vi.waitFor(() => expect(map.told).toEqual([taken()]));
  await sale.cancelTrip(cancelled);
  await tellChange(cancelled);
  await vi.waitFor(() => expect(map.told).toEqual([taken(), closed('off-sale')]), 5_000);
  await vi.waitFor(() => expect(map.isOver()).toBe(true));

  const { clock } = sale.bed.deps;
  const leaving = await sale.addTrip({ departsAt: new Date(clock.now().getTime() + 60_000).toISOString() });
  const watched = await follow(leaving);
  await vi.waitFor(() => expect(watched.told).toEqual([taken()]));
  clock.advanceSeconds(60);
  await tellChange(leaving);
  await vi.waitFor(() => expect(watched.told).toEqual([taken(), closed('departed')]), 5_000);
  // Whoever comes later is told the same, and need not come again.
  const late = await follow(leaving);
  await vi.waitFor(() => expect([late.isOver(), ...late.told]).toEqual([true, closed('departed')]), 5_000);
});

it('is refused: NOT_FOUND, STRETCH_INVALID, OVERLOADED', async () => {
  const tripId = await sale.addTrip();
  const signal = AbortSignal.timeout(10_000);
  const invalid = { params: { tripId }, query: { from: 2, to: 2 }, signal };
  expect(await sale.served.follow(followSeatMap, invalid)).toMatchObject({ ok: false, code: 'STRETCH_INVALID' });
  expect((await follow(999_999)).answer).toMatchObject({ ok: false, code: 'NOT_FOUND' });
  const open = await Promise.all(Array.from({ length: 6 }, async () => await follow(tripId)));
  const refused = open.map(({ answer }) => answer).filter((answer) => !answer.ok);
  expect(refused).toEqual([expect.objectContaining({ code: 'OVERLOADED' })]);
  // Reading the map itself is never refused for that.
  expect(await sale.served.as()(getSeatMap, { params: { tripId }, query: { from: 0, to: 4 } })).toMatchObject({
    ok: true,
  });
});

async function listeners(): Promise<number> {
  const [row] = await sale.bed.admin<{ count: number }>(
    `select count(*)::int from pg_stat_activity where datname = current_database() and application_name like 'safiri-ticketing-safiri%'`,
  );
  return row?.count ?? -1;
}

it('one connection listens for all open maps, and what changed while it was broken is told', async () => {
  const tripId = await sale.addTrip();
  const maps = [await follow(tripId), await follow(tripId), await follow(await sale.addTrip())];
  await vi.waitFor(async () => expect(await listeners()).toBe(1), 5_000);
  const buyer = await sale.buyer();
  await sale.hold(buyer, [{ tripId, from: 0, to: 4, seats: [2] }]);
  await sale.bed.admin(
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'safiri-ticketing-safiri%'`,
  );
  await vi.waitFor(() => expect(maps[1]?.told).toEqual([taken(), taken(2)]), 15_000);
  expect(maps[2]?.told).toEqual([taken()]);
  await vi.waitFor(async () => expect(await listeners()).toBe(1), 15_000);
  for (const map of maps) map.leave();
  await vi.waitFor(async () => expect(await listeners()).toBe(0), 15_000);
});

it('a hold that is over frees its seat on open maps though nobody tells it', async () => {
  const { db, memory, clock } = sale.bed.deps;
  const tripId = await sale.addTrip();
  const order = await sale.hold(await sale.buyer(), [{ tripId, from: 0, to: 4, seats: [2] }]);
  const watch = watchSeatMaps({
    read: async (stretches) => await readSeatMaps({ db, clock }, stretches),
    listen: (heard, began) => listenToSeatChanges({ db, memory }, heard, began),
    failed: () => undefined,
    lookMilliseconds: 20,
  });
  const seen: number[][] = [];
  const leave = (await watch.open({ tripId, from: 0, to: 4 }))(({ map }) => seen.push(map.taken));
  onTestFinished(leave);
  await sale.age(order.orderId);
  await vi.waitFor(() => expect(seen).toEqual([[2], []]), 5_000);
});
