import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { newId } from '@safiri/kernel';
import { serviceNames, type ServiceName } from '@safiri/contracts/declaring';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { queueSchema, transaction, type Database, type DatabaseActor } from '../src/index.ts';
import { listTables, putRowInto, type Table } from './every-table.ts';

/**
 * Facts anybody may know, and copies of them: everything else a service keeps is somebody's, and forced row-level
 * security hides it. A new table stands on neither side until its author has chosen.
 */
const publicFacts: ReadonlySet<string> = new Set([
  'company.companies',
  'company.stops',
  'company.layouts',
  'company.routes',
  'company.patterns',
  'company.pattern_fares',
  'company.calendars',
  'company.scheduled_trips',
  'company.trips',
  'ticketing.companies',
  'ticketing.stops',
  'ticketing.layouts',
  'ticketing.layout_seats',
  'ticketing.patterns',
  'ticketing.pattern_stops',
  'ticketing.fares',
  'ticketing.boarding_fares',
  'ticketing.trips',
  'ticketing.seat_inventory',
  'ticketing.seat_changes',
  'ticketing.leg_counts',
  'ticketing.refund_policies',
  'ticketing.sale_rules',
  'ticketing.search_changes',
  'qr.trips',
]);

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
    expect([...publicFacts].filter((name) => !names.has(name))).toEqual([]);
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

  it.each<DatabaseActor>([
    { kind: 'passenger', id: newId() },
    { kind: 'link', id: 'another22characterlink' },
    { kind: 'company', id: newId() },
  ])('shows nothing of a private table to another $kind', async (stranger) => {
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
