import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asService, connect, transaction, type Database } from '@safiri/runtime';
import { confirmClaims, endClaims, sellLate } from '../src/holds/claim-queries.ts';
import type { Asker, HoldAnswer, HoldItem } from '../src/holds/hold-queries.ts';
import { lockOrder } from '../src/orders/order-queries.ts';
import { randomFrom } from './model/random.ts';
import { decideHold, itemFor, openSale, type Ride, type Sale } from './open-sale.ts';

let sale: Sale;
/** More connections than the product allows itself: the database must get into every race there is. */
let wide: Database;

beforeAll(async () => {
  sale = await openSale();
  wide = connect({ connectionString: sale.bed.deps.db.connectionString, schema: 'ticketing', maxConnections: 16 });
});
afterAll(async () => {
  await wide.close();
  await sale.bed.close();
});

function rideOf(random: (below: number) => number, on: { tripId: number; seats: number }): Ride {
  const from = random(4);
  return { tripId: on.tripId, seat: 1 + random(on.seats), from, to: from + 1 + random(4 - from) };
}

describe('orders of several seats that cross', () => {
  it('are held or refused whole, and none of them meets a deadlock', async () => {
    const trips = [await sale.addTrip(), await sale.addTrip()];
    const random = randomFrom(2);
    const answers = await Promise.all(
      Array.from({ length: 150 }, async (_order, index) => {
        const rides = trips.flatMap((tripId) =>
          [1, 2, 3, 4].filter(() => random(2) === 0).map((seat) => ({ ...rideOf(random, { tripId, seats: 4 }), seat })),
        );
        // Listed in either order: the database sorts.
        const item = itemFor(index % 2 === 0 ? rides : rides.toReversed());
        return rides.length === 0 ? undefined : { item, answer: await decideHold(wide, item, 10) };
      }),
    );
    const held = answers.filter((each) => each?.answer.kind === 'held');
    expect(held.length).toBeGreaterThan(0);
    for (const each of held) {
      const [row] = await sale.bed.admin(
        "select count(*)::int as claims from ticketing.claims where order_id = $1 and status = 'held'",
        [each?.item.orderId],
      );
      expect(row).toEqual({ claims: each?.item.claims.length });
    }
    expect(await sale.violations()).toBe(0);
  });
});

describe('a confirm and a reclaim of one hold', () => {
  async function overdue(): Promise<{ item: HoldItem; ride: Ride; of: { orderId: string; tripIds: number[] } }> {
    const ride = { tripId: await sale.addTrip(), seat: 1, from: 0, to: 4 };
    const item = itemFor([ride]);
    await decideHold(wide, item, 10);
    await sale.age(item.orderId);
    return { item, ride, of: { orderId: item.orderId, tripIds: [ride.tripId] } };
  }

  it('the confirm that came first wins, and the buyer is told at once', async () => {
    const { ride, of } = await overdue();
    await transaction(wide, asService, async (tx) => {
      expect(await confirmClaims(tx, of)).toBe(true);
      expect(await decideHold(wide, itemFor([ride]), 10)).toMatchObject({ kind: 'taken' });
    });
    expect(await sale.bed.admin('select status from ticketing.claims where order_id = $1', [of.orderId])).toEqual([
      { status: 'sold' },
    ]);
  });

  it('the reclaim that came first wins, and the confirm that waited for it fails', async () => {
    const { ride, of } = await overdue();
    const winner = itemFor([ride]);
    const [confirmed, answer] = await waitsFor(
      async (release) =>
        await inTransaction(async (session) => {
          const decided = await decideHold(session, winner, 10);
          await release();
          return decided;
        }),
      async () => await transaction(wide, asService, async (tx) => await confirmClaims(tx, of)),
    );
    expect(answer).toMatchObject({ kind: 'held' });
    expect(confirmed).toBe(false);
  });

  it('a confirm that comes to nothing leaves the seat to the next buyer', async () => {
    const { ride, of } = await overdue();
    await expect(
      transaction(wide, asService, async (tx) => {
        await confirmClaims(tx, of);
        throw new Error('the database went away');
      }),
    ).rejects.toThrow('went away');
    expect(await decideHold(wide, itemFor([ride]), 10)).toMatchObject({ kind: 'held' });
  });

  /** Runs `first` up to its release, starts `second`, lets both end once `second` waits for a lock; answers what second and first came to. */
  async function waitsFor<First, Second>(
    first: (release: () => Promise<void>) => Promise<First>,
    second: () => Promise<Second>,
  ): Promise<[Second, First]> {
    let waiting: Promise<Second> | undefined;
    const done = await first(async () => {
      waiting = second();
      for (;;) {
        const [row] = await sale.bed.admin<{ waits: boolean }>(
          "select exists (select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()) as waits",
        );
        if (row?.waits === true) return;
      }
    });
    return [await (waiting ?? expect.fail('second never started')), done];
  }
});

it('holds that are over at once, confirms, releases and late money all together: no overlap, no drift, no deadlock', async () => {
  const trips = [await sale.addTrip(), await sale.addTrip()];
  const made: HoldItem[] = [];
  const outcomes = new Map<string, number>();
  const count = (what: string): void => void outcomes.set(what, (outcomes.get(what) ?? 0) + 1);
  await Promise.all(
    Array.from({ length: 12 }, async (_client, client) => {
      const random = randomFrom(100 + client);
      for (let step = 0; step < 60; step += 1) {
        const earlier = made[random(Math.max(made.length, 1))];
        if (step % 3 !== 0 && earlier !== undefined) {
          count(await changeOrder(earlier, random(3)));
          continue;
        }
        const rides = trips.filter(() => random(3) > 0).map((tripId) => rideOf(random, { tripId, seats: 3 }));
        const item = itemFor(rides);
        if (rides.length === 0) continue;
        const answer: HoldAnswer = await decideHold(wide, item, random(2) === 0 ? 0 : 10);
        if (answer.kind === 'held') made.push(item);
        count(answer.kind);
      }
    }),
  );
  for (const seen of ['held', 'taken', 'confirmed', 'gone', 'released'])
    expect(outcomes.get(seen), seen).toBeGreaterThan(0);
  const [row] = await sale.bed.admin(
    "select count(*)::int as overlaps from ticketing.claims a join ticketing.claims b using (trip_id, seat) where a.claim_id < b.claim_id and a.mask & b.mask <> b'0'::bit(256) and a.status in ('held', 'sold') and b.status in ('held', 'sold')",
  );
  expect(row).toEqual({ overlaps: 0 });
  expect(await sale.violations()).toBe(0);
});

async function changeOrder(item: HoldItem, what: number): Promise<string> {
  const of = { orderId: item.orderId, tripIds: item.claims.map((claim) => claim.tripId) };
  return await transaction(wide, asService, async (tx) => {
    await lockOrder(tx, item.orderId);
    if (what === 0)
      return (
        await endClaims(tx, { orderIds: [of.orderId], tripIds: of.tripIds }, { was: 'held', becomes: 'released' })
      ).length > 0
        ? 'released'
        : 'nothing';
    if (await confirmClaims(tx, of)) return 'confirmed';
    return what === 1 && (await sellLate(tx, of)) ? 'retaken' : 'gone';
  });
}

/** One session of the pool, with a transaction open on it. */
async function inTransaction<Result>(work: (session: Asker) => Promise<Result>): Promise<Result> {
  const session = await wide.pool.connect();
  try {
    await session.query('begin');
    const result = await work({ pool: session });
    await session.query('commit');
    return result;
  } finally {
    session.release();
  }
}
