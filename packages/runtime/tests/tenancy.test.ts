import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '@safiri/kernel';
import { serviceNames, type ServiceName } from '@safiri/contracts/declaring';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { queueSchema, rolesOf, transaction, type Database, type DatabaseActor } from '../src/index.ts';
import { listTables, putRowInto, type Table } from './every-table.ts';

/**
 * Facts anybody may know, and copies of them: everything else a service keeps is somebody's, and forced row-level
 * security hides it. A new table stands on neither side until its author has chosen, and said why it may be seen.
 */
const whyPublic = {
  names: 'who drives is known to everybody whom they drive',
  timetable: 'timetables hang at every station',
  terms: 'a price, and what is given back of it, is known before anybody buys',
  seats: 'which seats there are and which are free is shown to whoever chooses; by whom they are held stands elsewhere',
};
const publicFacts: ReadonlyMap<string, string> = new Map([
  ['company.companies', whyPublic.names],
  ['company.stops', whyPublic.timetable],
  ['company.layouts', whyPublic.seats],
  ['company.routes', whyPublic.timetable],
  ['company.patterns', whyPublic.timetable],
  ['company.pattern_fares', whyPublic.terms],
  ['company.calendars', whyPublic.timetable],
  ['company.scheduled_trips', whyPublic.timetable],
  ['company.trips', whyPublic.timetable],
  ['company.shapes', whyPublic.timetable],
  ['company.names', whyPublic.names],
  ['ticketing.areas', whyPublic.names],
  ['ticketing.companies', whyPublic.names],
  ['ticketing.stops', whyPublic.timetable],
  ['ticketing.layouts', whyPublic.seats],
  ['ticketing.layout_seats', whyPublic.seats],
  ['ticketing.patterns', whyPublic.timetable],
  ['ticketing.pattern_stops', whyPublic.timetable],
  ['ticketing.fares', whyPublic.terms],
  ['ticketing.boarding_fares', whyPublic.terms],
  ['ticketing.trips', whyPublic.timetable],
  ['ticketing.seat_inventory', whyPublic.seats],
  ['ticketing.seat_changes', whyPublic.seats],
  ['ticketing.leg_counts', whyPublic.seats],
  ['ticketing.refund_policies', whyPublic.terms],
  ['ticketing.sale_rules', whyPublic.terms],
  ['ticketing.search_changes', whyPublic.seats],
  ['ticketing.company_standings', whyPublic.names],
  ['qr.trips', whyPublic.timetable],
  ['qr.pattern_calls', whyPublic.timetable],
  ['qr.stations_of_stops', whyPublic.timetable],
]);

const strangers: readonly DatabaseActor[] = [
  { kind: 'passenger', id: newId() },
  { kind: 'link', id: 'another22characterlink' },
  { kind: 'company', id: newId() },
];

/** What migrations remember; the running role is granted nothing on it. */
const ofTheOwnerAlone = 'migrations';

let bed: Testbed;
let tables: readonly Table[];
let privateTables: readonly Table[];
const connections = new Map<ServiceName, Database>();

function connectionOf(service: ServiceName): Database {
  const known = connections.get(service) ?? bed.connectAs(service);
  connections.set(service, known);
  return known;
}

beforeAll(async () => {
  bed = await openTestbed({ service: 'auth', postgres: inject('postgres') });
  tables = await listTables(bed);
  privateTables = tables.filter((table) => !publicFacts.has(table.name) && !table.name.endsWith(`.${ofTheOwnerAlone}`));
  for (const table of privateTables) await putRowInto(bed, table);
});
afterAll(async () => {
  await bed.close();
});

describe('row-level security', () => {
  it('is forced on every table of every service that does not hold public facts', () => {
    expect(tables.length).toBeGreaterThan(30);
    expect(privateTables.filter((table) => !table.forced).map((table) => table.name)).toEqual([]);
    const names = new Set(tables.map((table) => table.name));
    expect([...publicFacts.keys()].filter((name) => !names.has(name))).toEqual([]);
  });

  it('shows nothing of a private table while nobody acts, also after somebody acted on the same connection', async () => {
    const seen: string[] = [];
    for (const table of privateTables) {
      const db = connectionOf(table.service);
      await transaction(db, { kind: 'company', id: newId() }, async (tx) => await sql`select 1`.execute(tx));
      const { rows } = await sql<{ count: number }>`
        select count(*) as count from ${sql.table(table.name)}`.execute(db.kysely);
      if (rows[0]?.count !== 0) seen.push(table.name);
    }
    expect(privateTables.length).toBeGreaterThan(15);
    expect(seen).toEqual([]);
  });

  it.each(strangers)('shows nothing of a private table to another $kind', async (stranger) => {
    const seen: string[] = [];
    for (const table of privateTables) {
      await transaction(connectionOf(table.service), stranger, async (tx) => {
        const { rows } = await sql<{ count: number }>`
          select count(*) as count from ${sql.table(table.name)}`.execute(tx);
        if (rows[0]?.count !== 0) seen.push(table.name);
      });
    }
    expect(seen).toEqual([]);
  });

  it.each(strangers)('lets another $kind change and remove nothing of a private table', async (stranger) => {
    const changed: string[] = [];
    for (const table of privateTables)
      for (const change of [
        `update ${table.name} set ${table.columns.at(-1)} = ${table.columns.at(-1)}`,
        `delete from ${table.name}`,
      ]) {
        const rows = await transaction(connectionOf(table.service), stranger, async (tx) =>
          Number((await sql.raw(change).execute(tx)).numAffectedRows),
        ).catch((error: Error) => (/row-level security|permission denied/.test(error.message) ? 0 : error.message));
        if (rows !== 0) changed.push(`${rows}: ${change}`);
      }
    expect(changed).toEqual([]);
  });

  it('lets nobody write a private table while nobody acts', async () => {
    const changes = (table: Table): string[] => [
      `insert into ${table.name} (${table.columns.join(', ')}) overriding system value values (${table.values.join(', ')})`,
      `update ${table.name} set ${table.columns.at(-1)} = ${table.columns.at(-1)}`,
      `delete from ${table.name}`,
    ];
    const written: string[] = [];
    for (const table of privateTables) {
      for (const change of changes(table)) {
        const rows = await sql
          .raw(change)
          .execute(connectionOf(table.service).kysely)
          .then(
            ({ numAffectedRows }) => Number(numAffectedRows),
            (error: Error) => (/row-level security|permission denied/.test(error.message) ? 0 : error.message),
          );
        if (rows !== 0) written.push(`${rows}: ${change}`);
      }
    }
    expect(written).toEqual([]);
  });
});

const running = [...serviceNames, queueSchema].map((schema) => rolesOf(schema).running);

describe('a running role', () => {
  it.each(serviceNames)('of %s reads and writes nothing of another schema', async (service) => {
    const db = connectionOf(service).kysely;
    const allowed: string[] = [];
    for (const table of tables.filter((each) => each.service !== service)) {
      for (const attempt of [
        `select from ${table.name}`,
        `insert into ${table.name} default values`,
        `update ${table.name} set ${table.columns[0]} = null`,
        `delete from ${table.name}`,
      ])
        await sql
          .raw(attempt)
          .execute(db)
          .then(
            () => allowed.push(attempt),
            (error: Error) =>
              error.message.startsWith('permission denied') || allowed.push(`${attempt}: ${error.message}`),
          );
    }
    expect(allowed).toEqual([]);
  });

  it('enters its own schema, and of the queue inserts jobs and reads no content', async () => {
    const entries = await bed.admin<{ role: string; schema: string }>(`
      select rolname as role, nspname as schema from pg_roles, pg_namespace
       where rolname like 'safiri\\_%' and rolname !~ '_(owner|seats)$' and nspname !~ '^(pg_|information_schema|public)'
         and has_schema_privilege(pg_roles.oid, pg_namespace.oid, 'usage') order by 1, 2`);
    const expected = [...serviceNames, queueSchema].toSorted().flatMap((schema) => {
      const schemas = schema === queueSchema ? [schema] : [schema, queueSchema].toSorted();
      return schemas.map((each) => ({ role: `safiri_${schema}`, schema: each }));
    });
    expect(entries).toEqual(expected);
    const db = connectionOf('qr').kysely;
    for (const attempt of [
      'select data from queue.job',
      'delete from queue.job',
      "update queue.job set state = 'retry'",
    ])
      await expect(sql.raw(attempt).execute(db)).rejects.toThrow(/permission denied/);
  });

  it('is nobody special: no superuser, past no policy, member of nothing, owner of nothing', async () => {
    const special = await bed.admin(
      `select rolname from pg_roles r where rolname like 'safiri\\_%' and (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication)`,
    );
    const members = await bed.admin(
      `select r.rolname, of.rolname as member_of from pg_auth_members m join pg_roles r on r.oid = m.member join pg_roles of on of.oid = m.roleid
        where r.rolname = any ($1)`,
      [running],
    );
    const owned = await bed.admin(
      `select c.oid::regclass::text as name from pg_class c where pg_get_userbyid(relowner) = any ($1)
       union all select p.oid::regprocedure::text from pg_proc p where pg_get_userbyid(proowner) = any ($1)
       union all select nspname from pg_namespace where pg_get_userbyid(nspowner) = any ($1)`,
      [running],
    );
    expect({ special, members, owned }).toEqual({ special: [], members: [], owned: [] });
  });

  it('creates nothing, in no schema', async () => {
    const creators = await bed.admin(`
      select rolname, nspname from pg_roles, pg_namespace
       where rolname like 'safiri\\_%' and rolname !~ '_(owner|seats)$' and nspname !~ '^pg_(temp|toast)'
         and has_schema_privilege(pg_roles.oid, pg_namespace.oid, 'create')`);
    expect(creators).toEqual([]);
  });

  it('meets no way around row-level security: no view with its owner’s eyes, no open function of another’s power', async () => {
    const views = await bed.admin(
      `select relname from pg_class c where relkind in ('v', 'm') and relnamespace::regnamespace::text = any ($1)
          and not coalesce('security_invoker=true' = any (reloptions), false)`,
      [serviceNames],
    );
    expect(views).toEqual([]);
    const functions = await bed.admin(
      `select proname from pg_proc p where prosecdef and pronamespace::regnamespace::text = any ($1)
          and (proowner::regrole::text <> case proname when 'chain_audit_acts' then format('safiri_%s_owner', pronamespace::regnamespace) else 'safiri_ticketing_seats' end
               or not exists (select from unnest(proconfig) setting where setting like 'search_path=%, pg_temp')
               or has_function_privilege('public', p.oid, 'execute'))`,
      [serviceNames],
    );
    expect(functions).toEqual([]);
  });
});
