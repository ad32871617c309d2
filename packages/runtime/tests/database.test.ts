import { once } from 'node:events';
import { connect as connectSocket, createServer, type AddressInfo, type Socket } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openTestbed, type Testbed } from '@safiri/testkit';
import {
  asService,
  connect,
  isUnavailable,
  transaction,
  violatedUnique,
  type Database,
  type Tx,
} from '../src/index.ts';

let bed: Testbed;
let db: Database;

beforeAll(async () => {
  bed = await openTestbed({ service: 'qr', postgres: inject('postgres') });
  await bed.admin(`create table qr.facts (id integer primary key, value integer not null default 0)`);
  await bed.admin(`insert into qr.facts (id) values (1), (2)`);
  await bed.admin(`grant select, insert, update on qr.facts to safiri_qr`);
  // Only so that the deadlock below is noticed at once.
  await bed.admin(`alter role safiri_qr in database ${await databaseName()} set deadlock_timeout = '10ms'`);
  db = bed.connectAs('qr');
});
afterAll(async () => {
  await bed.close();
});

async function databaseName(): Promise<string> {
  const [row] = await bed.admin<{ name: string }>('select current_database() as name');
  return row?.name ?? '';
}

async function failWith(tx: Tx, state: string): Promise<never> {
  await sql.raw(`do $$ begin raise exception 'asked for' using errcode = '${state}'; end $$`).execute(tx);
  throw new Error('unreachable');
}

describe('a transaction', () => {
  it.each(['40001', '40P01'])(
    'that the database asks to repeat (%s) is repeated, a bounded number of times',
    async (state) => {
      let runs = 0;
      const second = transaction(db, asService, async (tx) => {
        runs += 1;
        return runs < 3 ? await failWith(tx, state) : 'done';
      });
      expect(await second).toBe('done');
      expect(runs).toBe(3);

      runs = 0;
      const never = transaction(db, asService, async (tx) => {
        runs += 1;
        return await failWith(tx, state);
      });
      await expect(never).rejects.toMatchObject({ code: state });
      expect(runs).toBe(4);
    },
  );

  it('that fails otherwise is not repeated', async () => {
    let runs = 0;
    const attempt = transaction(db, asService, async (tx) => {
      runs += 1;
      await sql`insert into facts (id) values (1)`.execute(tx);
    });
    expect(await attempt.catch(violatedUnique)).toBe('facts_pkey');
    expect(runs).toBe(1);
  });

  it('and another that lock each other out both come through', async () => {
    let bothHold = 0;
    const { promise: holding, resolve } = Promise.withResolvers<void>();
    const raise = async (first: number, second: number): Promise<void> =>
      await transaction(db, asService, async (tx) => {
        await sql`update facts set value = value + 1 where id = ${first}`.execute(tx);
        bothHold += 1;
        if (bothHold === 2) resolve();
        if (bothHold <= 2) await holding;
        await sql`update facts set value = value + 1 where id = ${second}`.execute(tx);
      });
    await Promise.all([raise(1, 2), raise(2, 1)]);
    const { rows } = await sql<{ value: number }>`select value from facts order by id`.execute(db.kysely);
    expect(rows).toEqual([{ value: 2 }, { value: 2 }]);
    expect(bothHold).toBeGreaterThanOrEqual(3);
  });

  it('whose connection is cut fails as unavailable, ends nothing else, and the next one gets another connection', async () => {
    const cut = transaction(db, asService, async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await bed.admin('select pg_terminate_backend($1)', [rows[0]?.pid]);
      await expect
        .poll(async () => await bed.admin('select from pg_stat_activity where pid = $1', [rows[0]?.pid]))
        .toEqual([]);
      await sql`select 1`.execute(tx);
    });
    expect(await cut.then(() => false, isUnavailable)).toBe(true);
    const { rows } = await transaction(db, asService, async (tx) => await sql`select 1 as one`.execute(tx));
    expect(rows).toEqual([{ one: 1 }]);
  });
});

describe('a statement that is sent again and again', () => {
  it('is planned once a connection, and answers as before, also after an error of its own', async () => {
    const ask = async (value: unknown) =>
      await transaction(
        db,
        asService,
        async (tx) => (await sql`select ${value}::integer + 1 as next`.execute(tx)).rows,
      );
    for (let value = 0; value < 25; value += 1) expect(await ask(value)).toEqual([{ next: value + 1 }]);
    await expect(ask('none')).rejects.toThrow('invalid input syntax');
    for (let value = 0; value < 5; value += 1) expect(await ask(value)).toEqual([{ next: value + 1 }]);
    const prepared = await transaction(
      db,
      asService,
      async (tx) => await sql`select from pg_prepared_statements where statement ~ ' as next'`.execute(tx),
    );
    expect(prepared.rows).toHaveLength(1);
  });
});

describe('values of the database', () => {
  it('come as the types the queries name', async () => {
    const { rows } = await sql`
      select 9007199254740991::bigint as big, 1.5::numeric as exact, date '2026-03-29' as day,
             timestamptz '2026-03-29 10:00+02' as instant, '{"a": [1]}'::jsonb as json`.execute(db.kysely);
    expect(rows).toEqual([
      {
        big: 9007199254740991,
        exact: 1.5,
        day: '2026-03-29',
        instant: new Date('2026-03-29T08:00:00Z'),
        json: { a: [1] },
      },
    ]);
  });

  it('that a number cannot hold are a bug, not another number', async () => {
    await expect(sql`select 9007199254740993::bigint`.execute(db.kysely)).rejects.toThrow('is not a safe integer');
  });
});

describe('a database that is away', () => {
  it.each([
    ['whose port is closed', 'postgres://nobody@127.0.0.1:1/none'],
    ['without its socket', 'postgres://nobody@%2Fnowhere:5432/none'],
    ['whose name is unknown', 'postgres://nobody@nowhere.invalid/none'],
  ])('%s is unavailable, which is no bug', async (_case, connectionString) => {
    const away = connect({ connectionString, schema: 'none' });
    const error: unknown = await sql`select 1`.execute(away.kysely).catch((thrown: unknown) => thrown);
    expect(isUnavailable(error)).toBe(true);
    await away.close();
  });

  it('since the line broke while writing is unavailable too', () => {
    expect(isUnavailable(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' }))).toBe(true);
    expect(isUnavailable(Object.assign(new Error('null value'), { code: '23502' }))).toBe(false);
  });

  it('without a word, as when its machine lost the network, is given up', async () => {
    const line = await openLine(db.connectionString);
    const far = connect({ connectionString: line.url, schema: 'qr', silenceMilliseconds: 1_000 });
    await sql`select 1`.execute(far.kysely);
    line.fallSilent();
    const error: unknown = await sql`select 1`.execute(far.kysely).catch((thrown: unknown) => thrown);
    expect(isUnavailable(error)).toBe(true);
    await far.close();
    await line.close();
  });
});

/** A line to the server that can fall silent without being closed. */
async function openLine(
  connectionString: string,
): Promise<{ readonly url: string; fallSilent(): void; close(): Promise<void> }> {
  const { hostname, port, username, pathname } = new URL(connectionString);
  const sockets: Socket[] = [];
  const line = createServer((near) => {
    const far = connectSocket(`${decodeURIComponent(hostname)}/.s.PGSQL.${port}`);
    near.pipe(far);
    far.pipe(near);
    for (const socket of [near, far]) sockets.push(socket.on('error', () => undefined));
  });
  line.listen(0, '127.0.0.1');
  await once(line, 'listening');
  return {
    url: `postgres://${username}@127.0.0.1:${(line.address() as AddressInfo).port}${pathname}`,
    fallSilent: () => {
      for (const socket of sockets) socket.unpipe();
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      line.close();
      await once(line, 'close');
    },
  };
}
