import type { Testbed } from '@safiri/testkit';

/**
 * Where any of these texts stands: every column of every table of every schema, as the database itself lists them, so that
 * a new table is looked through without being named. Case does not matter, and numbers are found with and without their plus.
 */
export async function findTraces(bed: Testbed, texts: readonly string[]): Promise<string[]> {
  const tables = await bed.admin<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast') order by 1`,
  );
  const wanted = texts.map((text) => text.replace(/^\+/, '').toLowerCase());
  const places: string[] = [];
  for (const { name } of tables) {
    const rows = await bed.admin<{ column: string; times: number }>(
      `select e.key as column, count(*)::integer as times from ${name} t, jsonb_each_text(to_jsonb(t)) e
        where exists (select from unnest($1::text[]) w where strpos(lower(e.value), w) > 0) group by e.key order by e.key`,
      [wanted],
    );
    places.push(...rows.map(({ column, times }) => `${name}.${column}: ${times}`));
  }
  return places;
}
