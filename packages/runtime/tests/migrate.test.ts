import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { serviceNames } from '@safiri/contracts/declaring';
import { createScratchDatabase, migrationSets } from '@safiri/testkit';
import { migrate, prepareEmbeddedQueue, queueSchema, rolesOf, SettingsError } from '../src/index.ts';
import { onMigrationServers } from './on-migration-servers.ts';

const passwords = Object.fromEntries([...serviceNames, queueSchema].map((name) => [name, `it's ${name}`]));

/** A database of its own for one test, and a connection to it. */
type FreshDatabase = { readonly url: string; readonly name: string; readonly query: pg.Client['query'] };

const cleanUp: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const step of cleanUp.toReversed()) await step();
});

async function freshDatabase(serverUrl: string): Promise<FreshDatabase> {
  const scratch = await createScratchDatabase(serverUrl);
  const client = new pg.Client({ connectionString: scratch.url });
  await client.connect();
  cleanUp.push(async () => {
    await client.end();
    await scratch.drop();
  });
  return { url: scratch.url, name: new URL(scratch.url).pathname.slice(1), query: client.query.bind(client) };
}

async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'safiri-migrations-'));
  cleanUp.push(async () => await rm(folder, { recursive: true }));
  return folder;
}

describe.each(onMigrationServers(inject('postgres15')))('on PostgreSQL $major', (on) => {
  const { missing } = on;
  let server: string;
  beforeAll(async () => {
    if (missing !== '') return;
    const opened = await on.open();
    cleanUp.push(async () => await opened.stop());
    server = opened.url;
  });

  // First, while the server has none of our roles: since 16 only who made a role may let others act as it.
  test('a role that may create roles and schemas, and nothing else, migrates everything, twice', async (context) => {
    context.skip(missing !== '', missing);
    const { url, name, query } = await freshDatabase(server);
    await query(`drop role if exists migrator; create role migrator login createrole nosuperuser`);
    await query(`grant create on database ${name} to migrator`);
    const adminUrl = asRole(url, 'migrator');
    for (let time = 1; time <= 2; time += 1) {
      await migrate({ adminUrl, sets: migrationSets(), passwords });
      await prepareEmbeddedQueue(adminUrl, serviceNames);
    }
    const { rows } = await query(`select count(*)::int as queues from queue.queue`);
    expect(rows).toEqual([{ queues: serviceNames.length * 2 }]);
    await query(`drop owned by migrator; reassign owned by migrator to current_user`);
  });

  test('running roles own nothing, see every policy and may not act as an owner; owners do not log in', async (context) => {
    context.skip(missing !== '', missing);
    const { url, query } = await freshDatabase(server);
    await migrate({ adminUrl: url, sets: [] });
    for (const schema of [...serviceNames, queueSchema]) {
      const { owner, running } = rolesOf(schema);
      const { rows } = await query(
        `select rolname, rolcanlogin, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication as strong,
                (select count(*)::int from pg_auth_members where member = r.oid) as memberships,
                (select count(*)::int from pg_shdepend where refobjid = r.oid and deptype = 'o') > 0 as owns
           from pg_roles r where rolname in ($1, $2) order by rolname`,
        [running, owner],
      );
      expect(rows).toEqual([
        { rolname: running, rolcanlogin: true, strong: false, memberships: 0, owns: false },
        { rolname: owner, rolcanlogin: false, strong: false, memberships: schema === 'ticketing' ? 1 : 0, owns: true },
      ]);
    }
  });

  test('processes that start at once on one empty database apply every migration once', async (context) => {
    context.skip(missing !== '', missing);
    const { url, query } = await freshDatabase(server);
    const applied: string[] = [];
    const start = async (): Promise<void> => {
      await migrate({
        adminUrl: url,
        sets: migrationSets().slice(0, 1),
        passwords,
        onApplied: (schema, name) => applied.push(`${schema}/${name}`),
      });
      await prepareEmbeddedQueue(url, serviceNames.slice(0, 1));
    };
    await Promise.all([start(), start(), start()]);
    expect(applied.length).toBeGreaterThan(2);
    expect(new Set(applied).size).toBe(applied.length);
    expect((await query('select name from queue.queue order by name')).rows).toHaveLength(2);
  });

  test('databases of one server, which share the roles, are migrated at once', async (context) => {
    context.skip(missing !== '', missing);
    const several = await Promise.all([1, 2, 3].map(() => freshDatabase(server)));
    await Promise.all(several.map(({ url }) => migrate({ adminUrl: url, sets: [], passwords })));
  });
});

describe('migration files', () => {
  test('a migration that changed after it ran is refused by its name, one that fails leaves nothing', async () => {
    const { url, query } = await freshDatabase(inject('postgres'));
    const folder = await freshFolder();
    const write = async (name: string, text: string): Promise<void> => await writeFile(join(folder, name), text);
    const run = async (): Promise<void> => await migrate({ adminUrl: url, sets: [{ schema: 'qr', folder }] });
    await write('0001_first.sql', 'create table first (id integer)');
    await run();
    await run();

    await write('0002_second.sql', 'create table second (id integer); select nonsense');
    await expect(run()).rejects.toThrow('Migration qr/0002_second.sql failed: column "nonsense" does not exist');
    expect((await query(`select to_regclass('qr.second') as made`)).rows).toEqual([{ made: null }]);
    await write('0002_second.sql', 'create table second (id integer)');
    await run();
    expect((await query(`select to_regclass('qr.second') is not null as made`)).rows).toEqual([{ made: true }]);

    await write('0001_first.sql', 'create table first (id bigint)');
    await write('0003_third.sql', 'create table third (id integer)');
    await expect(run()).rejects.toThrow('Migration qr/0001_first.sql was changed after it ran here');
    expect((await query(`select to_regclass('qr.third') as made`)).rows).toEqual([{ made: null }]);
  });

  test('an index is built beside writers as the owner of its table, also when an earlier build was broken off', async () => {
    const { url, query } = await freshDatabase(inject('postgres'));
    const folder = await freshFolder();
    const write = async (name: string, text: string): Promise<void> => await writeFile(join(folder, name), text);
    const run = async (): Promise<void> => await migrate({ adminUrl: url, sets: [{ schema: 'ticketing', folder }] });
    await write(
      '0001_seats.sql',
      `create table plain (id integer);
       grant usage, create on schema ticketing to safiri_ticketing_seats;
       set local role safiri_ticketing_seats;
       create table seats (id integer);
       insert into seats values (1), (1);
       set local role safiri_ticketing_owner;
       revoke create on schema ticketing from safiri_ticketing_seats;`,
    );
    await run();
    const statement = 'create unique index concurrently seats_once on seats (id)';
    await write('0002_seats_once_concurrently.sql', statement);
    await expect(run()).rejects.toThrow(/0002_seats_once_concurrently.sql failed: could not create unique index/);
    await query('delete from ticketing.seats');
    await write('0003_plain_by_id_concurrently.sql', 'create index concurrently plain_by_id on plain (id);');
    await run();
    const { rows } = await query(
      `select c.relname, indisvalid, pg_get_userbyid(relowner) as owner from pg_index i join pg_class c on c.oid = indexrelid
        where relname in ('seats_once', 'plain_by_id') order by 1`,
    );
    expect(rows).toEqual([
      { relname: 'plain_by_id', indisvalid: true, owner: 'safiri_ticketing_owner' },
      { relname: 'seats_once', indisvalid: true, owner: 'safiri_ticketing_seats' },
    ]);
  });

  test('who holds a lock that a migration needs is waited for, and those who come later are let through', async () => {
    const { url, query } = await freshDatabase(inject('postgres'));
    const folder = await freshFolder();
    const run = async (): Promise<void> => await migrate({ adminUrl: url, sets: [{ schema: 'qr', folder }] });
    await writeFile(join(folder, '0001_first.sql'), 'create table first (id integer)');
    await run();
    const holder = new pg.Client({ connectionString: url });
    await holder.connect();
    await holder.query('begin; lock table qr.first in access share mode');
    await writeFile(join(folder, '0002_second.sql'), 'alter table first add column name text');
    const attempt = run();
    // Refused once and rolled back, it waits without a place in the queue for the lock.
    await expect
      .poll(
        async () => {
          const { rows } = await query(
            `select state from pg_stat_activity where application_name = 'safiri-migrate' and datname = current_database() and query = 'rollback'`,
          );
          return rows;
        },
        { timeout: 30_000 },
      )
      .toEqual([{ state: 'idle' }]);
    await holder.end();
    await attempt;
    expect((await query('select name from qr.first')).rows).toEqual([]);
  });

  test('a file that would never run, or in no certain order, is refused', async () => {
    const { url } = await freshDatabase(inject('postgres'));
    const folder = await freshFolder();
    const run = async (): Promise<void> => await migrate({ adminUrl: url, sets: [{ schema: 'qr', folder }] });
    await writeFile(join(folder, '0001_first.sql'), '');
    await writeFile(join(folder, '0002-second.sql'), '');
    await expect(run()).rejects.toThrow(/0002-second.sql needs a name like/);
    await rm(join(folder, '0002-second.sql'));
    await writeFile(join(folder, '0001_also_first.sql'), '');
    await expect(run()).rejects.toThrow(/0001_first.sql has a number that another one has already/);
  });

  test('a role that may not create roles is refused as a setting a person can mend', async () => {
    const { url, query } = await freshDatabase(inject('postgres'));
    await query('drop role if exists powerless; create role powerless login');
    const attempt = migrate({ adminUrl: asRole(url, 'powerless'), sets: [] });
    await expect(attempt).rejects.toThrow(SettingsError);
    await expect(attempt).rejects.toThrow(/MIGRATION_DATABASE_URL must name a role that may create roles/);
  });

  test('a connection that breaks while migrating is an error of the start, not the end of the process', async () => {
    const { url, query } = await freshDatabase(inject('postgres'));
    const folder = await freshFolder();
    await writeFile(join(folder, '0001_slow.sql'), 'select pg_sleep(60)');
    const attempt = migrate({ adminUrl: url, sets: [{ schema: 'qr', folder }] });
    const outcome = attempt.then(
      () => 'migrated',
      () => 'refused',
    );
    await expect
      .poll(async () => {
        const { rowCount } = await query(
          `select pg_terminate_backend(pid) from pg_stat_activity
            where application_name = 'safiri-migrate' and datname = current_database() and query like '%pg_sleep%'`,
        );
        return rowCount;
      })
      .toBe(1);
    expect(await outcome).toBe('refused');
  });
});

function asRole(url: string, role: string): string {
  const address = new URL(url);
  address.username = role;
  return address.href;
}
