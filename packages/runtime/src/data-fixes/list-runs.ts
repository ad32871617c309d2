import { sql } from 'kysely';
import type { Database } from '../database/connect.ts';
import { asService, transaction } from '../database/transaction.ts';

export type DataFixRun = {
  readonly name: string;
  readonly startedBy: string;
  readonly startedAt: Date;
  readonly changedRows: number;
  readonly finishedAt: Date | null;
};

/** The last run of each fix, at most so many. */
export async function listLastRuns(db: Database, limit: number): Promise<DataFixRun[]> {
  return await transaction(db, asService, async (tx) => {
    const { rows } = await sql<DataFixRun>`
      select distinct on (name) name, started_by as "startedBy", started_at as "startedAt", changed_rows as "changedRows",
             finished_at as "finishedAt"
        from data_fixes order by name, started_at desc limit ${limit}`.execute(tx);
    return rows;
  });
}
