import { serviceNames, type ServiceName } from '@safiri/contracts/declaring';
import type { Testbed } from '@safiri/testkit';

export type Table = {
  /** With its schema. */
  readonly name: string;
  readonly service: ServiceName;
  readonly forced: boolean;
  readonly columns: readonly string[];
  /** A literal for each column. */
  readonly values: readonly string[];
};

/** Every table that migrations made, as the database itself lists them: a new one is among them without being named. */
export async function listTables(bed: Testbed): Promise<Table[]> {
  return await bed.admin<Table>(
    `select c.oid::regclass::text as name, n.nspname as service, c.relrowsecurity and c.relforcerowsecurity as forced,
            array_agg(quote_ident(a.attname) order by a.attnum) as columns,
            array_agg(case when t.typcategory = 'A' then format('%L::%s', '{}', t.oid::regtype)
                           else format('%L::%s', case t.typname
                             when 'uuid' then gen_random_uuid()::text when 'bool' then 'true' when 'jsonb' then '{}'
                             when 'timestamptz' then 'now' when 'date' then 'today' else '1' end, t.oid::regtype) end
                      order by a.attnum) as values
       from pg_class c
       join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       join pg_type t on t.oid = a.atttypid
      where c.relkind in ('r', 'p') and n.nspname = any ($1)
      group by c.oid, n.nspname, c.relname order by n.nspname, c.relname`,
    [serviceNames],
  );
}

/** Fills every column, past all constraints and triggers: what rows mean does not matter here, only who sees them. */
export async function putRowInto(bed: Testbed, table: Table): Promise<void> {
  const constraints = await bed.admin<{ name: string }>(
    `select quote_ident(conname) as name from pg_constraint where conrelid = $1::regclass and contype not in ('n', 't')`,
    [table.name],
  );
  await bed.admin(`alter table ${table.name} disable trigger all`);
  for (const { name } of constraints)
    await bed.admin(`alter table ${table.name} drop constraint if exists ${name} cascade`);
  await bed.admin(
    `insert into ${table.name} (${table.columns.join(', ')}) overriding system value values (${table.values.join(', ')})`,
  );
}
