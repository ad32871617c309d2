import type { Testbed } from '@safiri/testkit';

/** Tables whose rows come and go by themselves. */
const passing = ['outbox', 'inbox'];

/** Every row of every table with row-level security, as the catalogue lists them, that names one of these ids; as text. */
export async function privateRows(bed: Testbed, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const tables = await bed.admin<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relrowsecurity and relname <> all ($1) order by 1`,
    [passing],
  );
  const pattern = ids.join('|');
  const rows = await Promise.all(
    tables.map(async ({ name }) => {
      const found = await bed.admin<{ row: string }>(`select t::text as row from ${name} t where t::text ~ $1`, [
        pattern,
      ]);
      return found.map(({ row }) => `${name} ${row}`);
    }),
  );
  return new Set(rows.flat());
}
