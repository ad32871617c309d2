import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ask, createDatabase } from '../database/ask.ts';
import { readSql } from '../database/read-sql.ts';
import type { ScratchServer } from '../database/scratch-server.ts';
import { figuresOf } from '../figures.ts';
import type { RunReport } from '../run-report.ts';
import { runPgbench } from './run-pgbench.ts';

/** More than a server of dozens of cores confirms. */
const mostPaymentsPerSecond = 30_000;

export type Confirm = {
  run(request: { readonly connections: number; readonly seconds: number }): Promise<RunReport>;
};

/** The denominator of confirming: CONFIRM on bookings that wait for their money, each paid once. */
export async function openConfirm(options: {
  readonly server: ScratchServer;
  readonly pgbench: string;
  /** Of all runs together. */
  readonly seconds: number;
}): Promise<Confirm> {
  const { server } = options;
  const bookings = options.seconds * mostPaymentsPerSecond;
  const url = await createDatabase(server.adminUrl, 'confirm');
  await ask(url, await readSql('confirm-tables.sql'));
  await ask(
    url,
    'insert into bookings (trip_id, seat_no, mask) select n / 60, n % 60 + 1, 3 from generate_series(1, $1::int) n',
    [bookings],
  );
  await ask(url, 'vacuum analyze');
  const scriptFile = join(server.folder, 'confirm.sql');
  await writeFile(scriptFile, confirmScript(await readSql('confirm.sql')));
  return {
    run: async ({ connections, seconds }) => {
      const run = { program: options.pgbench, server, database: 'confirm', scriptFile, connections, seconds };
      const { latenciesMilliseconds, perSecond, use } = await runPgbench(run);
      const answers = latenciesMilliseconds.length;
      const figures = figuresOf({ latenciesMilliseconds, seconds: answers / perSecond, won: answers });
      return { figures, use, violations: await check(url, bookings) };
    },
  };
}

/** The next booking of all clients together, found out in the same round trip. */
export function confirmScript(confirm: string): string {
  return confirm.replace(':booking', "(select nextval('next_booking'))");
}

async function check(url: string, bookings: number): Promise<string[]> {
  const [row] = await ask<{ violations: number }>(url, await readSql('confirm-invariants.sql'));
  const [paid] = await ask<{ count: number }>(url, 'select last_value as count from next_booking');
  return [
    ...(row?.violations === 0 ? [] : [`CONFIRM: ${row?.violations} rows break its invariants`]),
    ...(paid !== undefined && paid.count <= bookings ? [] : ['CONFIRM: ran out of bookings; measure fewer seconds']),
  ];
}
