import { sql, type RawBuilder } from 'kysely';
import type { DataSource, Found, Wanted } from './personal-data-routes.ts';

/**
 * A table of the export from a select that names a person's rows, its columns as they are to be called there, and a text
 * `key` that tells them apart. Instants and what is nested come as JSON has them.
 */
export function dataTable(table: string, select: (who: Wanted) => RawBuilder<unknown>): DataSource {
  return {
    table,
    read: async (tx, who, { after, limit }) => {
      const { rows } = await sql<Found>`
        select q.key, to_jsonb(q) - 'key' as values from (${select(who)}) q where q.key > ${after} order by q.key limit ${limit}`.execute(
        tx,
      );
      return rows;
    },
  };
}
