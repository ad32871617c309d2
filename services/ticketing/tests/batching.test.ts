import { connect as connectSocket, createServer, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '@safiri/kernel';
import { connect, isRolledBack, isUnavailable, type Database } from '@safiri/runtime';
import { decideHolds } from '../src/holds/decide-holds.ts';
import type { HoldAnswer, HoldItem } from '../src/holds/hold-queries.ts';
import { createHoldQueue, type HoldQueue } from '../src/holds/hold-queue.ts';
import { itemFor, openSale, type Sale } from './open-sale.ts';

let sale: Sale;
let wide: Database;

beforeAll(async () => {
  sale = await openSale();
  wide = connect({ connectionString: sale.bed.deps.db.connectionString, schema: 'ticketing', maxConnections: 4 });
});
afterAll(async () => {
  await wide.close();
  await sale.bed.close();
});

type Watched = HoldQueue & { readonly sizes: number[]; readonly mostAtOnce: () => number };

/** The product's queue, which notes what it asks of the database. */
function openQueue(db: Database, mostWaiting = 2_048): Watched {
  const sizes: number[] = [];
  let calls = 0;
  let most = 0;
  const queue = createHoldQueue({
    decideAll: async (items) => {
      sizes.push(items.length);
      calls += 1;
      most = Math.max(most, calls);
      return await decideHolds(db, items, 10).finally(() => (calls -= 1));
    },
    isUndecided: isRolledBack,
    mostInCall: 512,
    mostCalls: 2,
    overlapAfterMilliseconds: 0,
    mostWaiting,
  });
  return { ...queue, sizes, mostAtOnce: () => most };
}

/** Locks seats of a trip until they are let go: who asks for them waits. */
async function lockSeats(items: readonly HoldItem[]): Promise<{ readonly pid: number; letGo(): Promise<void> }> {
  const locker = await wide.pool.connect();
  await locker.query('begin');
  const { rows } = await locker.query<{ pid: number }>('select pg_backend_pid() as pid');
  await decideHolds({ pool: locker }, items.map(asAnother), 10);
  return {
    pid: rows[0]?.pid ?? 0,
    letGo: async () => {
      await locker.query('rollback');
      locker.release();
    },
  };
}

type ItemRides = Parameters<typeof itemFor>[0];

/** The same wish of somebody else. */
function asAnother(item: HoldItem): HoldItem {
  return itemFor(item.claims);
}

/** As a client asks again that got no answer. */
function repeated(item: HoldItem): HoldItem {
  return { ...item, orderId: newId(), claims: item.claims.map((claim) => ({ ...claim, claimId: newId() })) };
}

/** Asks while both calls of the queue wait for locked seats, so that what is asked is one batch. */
async function askTogether(queue: HoldQueue, items: readonly HoldItem[]): Promise<PromiseSettledResult<HoldAnswer>[]> {
  const first = await ridesOn(2);
  const locked = await lockSeats(first);
  const before = first.map(async (item) => await queue.decide(item));
  const answers = Promise.allSettled(items.map(async (item) => await queue.decide(item)));
  await locked.letGo();
  await Promise.allSettled(before);
  return await answers;
}

function kindsOf(answers: readonly PromiseSettledResult<HoldAnswer>[]): string[] {
  return answers.map((answer) => (answer.status === 'fulfilled' ? answer.value.kind : 'failed'));
}

async function ridesOn(count: number): Promise<HoldItem[]> {
  const trips = await Promise.all(Array.from({ length: Math.ceil(count / 4) }, async () => await sale.addTrip()));
  return Array.from({ length: count }, (_item, index) =>
    itemFor([{ tripId: trips[Math.floor(index / 4)] ?? 0, seat: 1 + (index % 4), from: 0, to: 4 }]),
  );
}

async function ordersOf(items: readonly HoldItem[]): Promise<number> {
  const [row] = await sale.bed.admin<{ orders: number }>(
    'select count(*)::int as orders from ticketing.orders where idempotency_key = any ($1)',
    [items.map((item) => item.idempotencyKey)],
  );
  return row?.orders ?? -1;
}

describe('holds that come while others are decided', () => {
  it('are decided together, by two calls at a time at the most, and each is stored when it is answered', async () => {
    const queue = openQueue(wide);
    const items = await ridesOn(40);
    expect(new Set(kindsOf(await askTogether(queue, items)))).toEqual(new Set(['held']));
    expect(queue.sizes).toEqual([1, 1, 40]);
    expect(queue.mostAtOnce()).toBe(2);
    const more = await ridesOn(20);
    const seen = await Promise.all(
      more.map(async (item) => ((await queue.decide(item)).kind === 'held' ? await ordersOf([item]) : -1)),
    );
    expect(new Set(seen)).toEqual(new Set([1]));
    expect(queue.mostAtOnce()).toBe(2);
  });

  it('of which one is poison: it fails alone, and the others are held', async () => {
    const queue = openQueue(wide);
    const items = await ridesOn(12);
    const others = items.slice(2);
    // A fare that no order can have, and a reference that another order has.
    const poison = items.slice(0, 2).map((item, index) => ({
      ...item,
      ...(index === 0
        ? { claims: item.claims.map((claim) => ({ ...claim, fareMinor: -1 })) }
        : { reference: others[0]?.reference ?? '' }),
    }));
    const answers = await askTogether(queue, [...others, ...poison]);
    expect(kindsOf(answers)).toEqual([...others.map(() => 'held'), 'failed', 'failed']);
    expect(queue.sizes.slice(0, 3)).toEqual([1, 1, 12]);
    expect(await ordersOf(poison)).toBe(0);
    expect(
      kindsOf(await Promise.allSettled(items.slice(0, 2).map(async (item) => await queue.decide(repeated(item))))),
    ).toEqual(['held', 'held']);
  });

  it('with one key make one order, for whoever repeats it in the same batch', async () => {
    const queue = openQueue(wide);
    const items = await ridesOn(1);
    const [again] = items.map(repeated);
    const [other] = items.map((item) => ({ ...repeated(item), fingerprint: 'another' }));
    const answers = await askTogether(queue, [...items, again, other] as HoldItem[]);
    expect(kindsOf(answers)).toEqual(['held', 'repeat', 'key-reused']);
  });

  it('are held whether they are plain or not: with wishes, of two trips, of a trip that nobody held a seat on before', async () => {
    const queue = openQueue(wide);
    const items = await ridesOn(9);
    const tripOf = (index: number): number => items[index]?.claims[0]?.tripId ?? 0;
    const fresh = await sale.addTrip();
    const seats = (...rides: readonly [tripId: number, seat: number | null][]): ItemRides =>
      rides.map(([tripId, seat]) => ({ tripId, seat, from: 0, to: 2 }));
    const unusual = [
      itemFor(seats([tripOf(8), null]), { wishes: [{ tripId: tripOf(8), class: null, accessible: false }] }),
      itemFor(seats([tripOf(8), 4], [fresh, 4])),
      itemFor(seats([fresh, 1], [fresh, 2])),
    ];
    const lost = items.slice(0, 2).map(asAnother);
    const answers = await askTogether(queue, [...items, ...unusual, ...lost]);
    expect(kindsOf(answers)).toEqual([...items, ...unusual].map(() => 'held').concat('taken', 'taken'));
    expect(answers.at(-1)).toMatchObject({ value: { seats: [{ tripId: tripOf(1), seat: 2 }] } });
    expect(await ordersOf(unusual)).toBe(3);
  });

  it('of one passenger count together: who may hold four seats has four, not four in each of them', async () => {
    const queue = openQueue(wide);
    const ownerId = newId();
    const items = (await ridesOn(6)).map((item) => ({ ...item, ownerId, mostSeats: 4 }));
    expect(kindsOf(await askTogether(queue, items))).toEqual([...Array(4).fill('held'), 'too-many', 'too-many']);
  });

  it('beyond what may wait are refused, and nothing is held for them', async () => {
    const queue = openQueue(wide, 3);
    const items = await ridesOn(8);
    const answers = await askTogether(queue, items);
    expect(kindsOf(answers)).toEqual([
      ...Array.from({ length: 3 }, () => 'held'),
      ...Array.from({ length: 5 }, () => 'failed'),
    ]);
    expect(answers.at(-1)).toMatchObject({ reason: { code: 'OVERLOADED', extras: { retryAfter: 1 } } });
    expect(await ordersOf(items.slice(3))).toBe(0);
    expect(
      kindsOf(await Promise.allSettled(items.slice(3, 6).map(async (item) => await queue.decide(repeated(item))))),
    ).toEqual(['held', 'held', 'held']);
  });
});

describe('a connection that breaks', () => {
  it('in the middle of a batch leaves nothing held, everybody is told, and repeating is answered', async () => {
    const db = connect({ connectionString: wide.connectionString, schema: 'ticketing', applicationName: 'doomed' });
    const queue = openQueue(db);
    const items = await ridesOn(10);
    const locked = await lockSeats(items.slice(0, 1));
    const answers = askTogether(queue, items);
    await expect
      .poll(async () => {
        const waiting = await sale.bed.admin<{ pid: number }>(
          "select pid from pg_stat_activity where application_name = 'doomed' and $1 = any (pg_blocking_pids(pid))",
          [locked.pid],
        );
        // The two that came before waited for others: the one that waits for this lock is the batch.
        return queue.sizes.length === 3 && waiting.length === 1
          ? await sale.bed.admin('select pg_terminate_backend($1)', [waiting[0]?.pid])
          : [];
      })
      .toHaveLength(1);
    await locked.letGo();
    const told = await answers;
    expect(new Set(kindsOf(told))).toEqual(new Set(['failed']));
    for (const answer of told) expect(answer.status === 'rejected' && isUnavailable(answer.reason)).toBe(true);
    expect(await ordersOf(items)).toBe(0);
    expect(new Set(kindsOf(await Promise.allSettled(items.map(async (item) => await queue.decide(item)))))).toEqual(
      new Set(['held']),
    );
    await db.close();
  });

  it('after the commit leaves every order of the batch made, and repeating tells each whose it is', async () => {
    const line = await openLine(wide);
    const queue = openQueue(line.db);
    const items = await ridesOn(10);
    await line.db.pool.query('select 1');
    line.cutAfter('decide-holds');
    const told = await Promise.allSettled(items.map(async (item) => await queue.decide(item)));
    expect(kindsOf(told)).toContain('failed');
    line.restore();
    const again = await Promise.allSettled(items.map(async (item) => await queue.decide(repeated(item))));
    for (const [index, answer] of again.entries()) {
      const kind = answer.status === 'fulfilled' ? answer.value.kind : 'failed';
      expect(['held', 'repeat']).toContain(kind);
      if (told[index]?.status === 'fulfilled') expect(kind).toBe('repeat');
    }
    expect(kindsOf(again)).toContain('repeat');
    expect(await ordersOf(items)).toBe(10);
    await line.close();
  });
});

it('after all of this the books are right', async () => {
  expect(await sale.violations()).toBe(0);
});

type Line = {
  readonly db: Database;
  /** What the server says after a statement of that name is lost, and the connection with it; the statement itself arrives. */
  cutAfter(statement: string): void;
  restore(): void;
  close(): Promise<void>;
};

/** A network between service and database that can lose answers. */
async function openLine(to: Database): Promise<Line> {
  const target = new URL(to.connectionString);
  const host = decodeURIComponent(target.hostname);
  let losing: string | undefined;
  const server = createServer((client: Socket) => {
    const upstream = host.startsWith('/')
      ? connectSocket(`${host}/.s.PGSQL.${target.port}`)
      : connectSocket(Number(target.port), host);
    let lost = false;
    client.on('data', (data) => {
      if (losing !== undefined && data.includes(losing)) lost = true;
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (lost) client.destroy();
      else client.write(data);
    });
    client.on('error', () => undefined).on('close', () => upstream.end());
    upstream.on('error', () => undefined).on('close', () => client.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const url = new URL(to.connectionString);
  url.hostname = '127.0.0.1';
  url.port = String(typeof address === 'object' && address !== null ? address.port : 0);
  const db = connect({ connectionString: url.href, schema: 'ticketing', maxConnections: 2 });
  return {
    db,
    cutAfter: (statement) => (losing = statement),
    restore: () => (losing = undefined),
    close: async () => {
      await db.close();
      server.close();
    },
  };
}
