import { expect, inject, it } from 'vitest';
import type { ServiceName } from '@safiri/contracts/declaring';
import { openTestbed } from '@safiri/testkit';

type Table = { readonly name: string; readonly columns: readonly string[]; readonly key: readonly string[] };

const catalogue = `
select c.relname as name,
       (select json_agg(a.attname) from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
       (select json_agg(a.attname order by k.place)
          from unnest(p.conkey) with ordinality as k (number, place)
          join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number) as key
  from pg_class c
  join pg_constraint p on p.conrelid = c.oid and p.contype = 'p'
 where c.relkind in ('r', 'p') and not c.relispartition and c.relnamespace = $1::regnamespace
 order by 1`;

/** Tables of a service by the first column of their primary keys. */
async function keysOf(service: ServiceName, isMeant: (table: Table) => boolean): Promise<Record<string, unknown>> {
  const bed = await openTestbed({ service, postgres: inject('postgres') });
  try {
    const tables = (await bed.admin<Table>(catalogue, [service])).filter(isMeant);
    return Object.fromEntries(tables.map(({ name, key }) => [name, key[0]]));
  } finally {
    await bed.close();
  }
}

const has =
  (...columns: readonly string[]) =>
  (table: Table): boolean =>
    columns.every((column) => table.columns.includes(column));
const isKeyedBy =
  (...columns: readonly string[]) =>
  ({ key }: Table): boolean =>
    columns.some((column) => key.includes(column));

// What a database that outgrows one server would be divided by (docs/scaling.md). A new table of the kind is held to it.
it('what is sold of a trip is kept by trip, what is paid for an order by order, what is booked for a company by company', async () => {
  expect(await keysOf('ticketing', has('trip_id', 'seat'))).toEqual({
    claims: 'trip_id',
    seat_inventory: 'trip_id',
    tickets: 'trip_id',
  });
  expect(await keysOf('payment', isKeyedBy('attempt_id', 'refund_id'))).toEqual({
    attempt_changes: 'order_id',
    attempts: 'order_id',
    late_outcomes: 'order_id',
    refund_changes: 'order_id',
    refunds: 'order_id',
  });
  expect(await keysOf('payment', has('company_id', 'account'))).toEqual({
    ledger_balances: 'company_id',
    ledger_entries: 'company_id',
  });
});
