import { join } from 'node:path';
import { ask, createDatabase } from '../database/ask.ts';
import { readSql } from '../database/read-sql.ts';
import type { ScratchServer } from '../database/scratch-server.ts';
import { figuresOf } from '../figures.ts';
import type { RunReport } from '../run-report.ts';
import { runPgbench } from './run-pgbench.ts';

export type Posting = {
  run(request: { readonly connections: number; readonly seconds: number }): Promise<RunReport>;
};

const sqlFolder = join(import.meta.dirname, '..', '..', 'sql');

/** The denominator of the ledger: POSTING, the entries of a booking in one statement and one transaction. */
export async function openPosting(options: {
  readonly server: ScratchServer;
  readonly pgbench: string;
}): Promise<Posting> {
  const { server } = options;
  const url = await createDatabase(server.adminUrl, 'posting');
  await ask(url, await readSql('ledger-tables.sql'));
  const scriptFile = join(sqlFolder, 'posting.sql');
  return {
    run: async ({ connections, seconds }) => {
      const run = { program: options.pgbench, server, database: 'posting', scriptFile, connections, seconds };
      const { latenciesMilliseconds, perSecond, use } = await runPgbench(run);
      const answers = latenciesMilliseconds.length;
      const figures = figuresOf({ latenciesMilliseconds, seconds: answers / perSecond, won: answers });
      const [row] = await ask<{ violations: number }>(url, await readSql('ledger-invariants.sql'));
      return {
        figures,
        use,
        violations: row?.violations === 0 ? [] : [`POSTING: ${row?.violations} sets are not whole`],
      };
    },
  };
}
