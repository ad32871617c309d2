import { join } from 'node:path';
import { ask, createDatabase } from '../database/ask.ts';
import { readSql } from '../database/read-sql.ts';
import type { ScratchServer } from '../database/scratch-server.ts';
import { figuresOf } from '../figures.ts';
import type { Posting } from './open-posting.ts';
import { runPgbench } from './run-pgbench.ts';

const scriptFile = join(import.meta.dirname, '..', '..', 'sql', 'paying.sql');

/** The denominator of payments: PAYING, the rows of a payment in its three transactions, and nothing between them. */
export async function openPayingRows(options: {
  readonly server: ScratchServer;
  readonly pgbench: string;
}): Promise<Posting> {
  const { server } = options;
  const url = await createDatabase(server.adminUrl, 'paying');
  for (const tables of ['ledger-tables.sql', 'paying-tables.sql']) await ask(url, await readSql(tables));
  return {
    run: async ({ connections, seconds }) => {
      const run = { program: options.pgbench, server, database: 'paying', scriptFile, connections, seconds };
      const { latenciesMilliseconds, perSecond, use } = await runPgbench(run);
      const answers = latenciesMilliseconds.length;
      const [row] = await ask<{ violations: number }>(url, await readSql('paying-invariants.sql'));
      return {
        figures: figuresOf({ latenciesMilliseconds, seconds: answers / perSecond, won: answers }),
        use,
        violations: row?.violations === 0 ? [] : [`PAYING: ${row?.violations} payments are not whole`],
      };
    },
  };
}
