import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ask, createDatabase } from '../database/ask.ts';
import { readSql } from '../database/read-sql.ts';
import type { ScratchServer } from '../database/scratch-server.ts';
import { figuresOf } from '../figures.ts';
import type { RunReport, RunRequest } from '../run-report.ts';
import { hotTripsFor, network, workloads, type Workload } from '../workloads.ts';
import { d1Script } from './d1-script.ts';
import { runPgbench } from './run-pgbench.ts';

/** More than a server of dozens of cores decides; a trip of its own costs 60 small rows. */
const mostAttemptsPerSecond = 30_000;

export type D1 = { run(request: RunRequest): Promise<RunReport>; drop(): Promise<void> };

/** The denominator of holds: D1 on the least tables that can do it, driven by pgbench, in a database of its own. */
export async function openD1(options: {
  readonly server: ScratchServer;
  readonly pgbench: string;
  readonly spreadTrips: number;
  /** Of all hot runs together. */
  readonly hotSeconds: number;
}): Promise<D1> {
  const { server, spreadTrips } = options;
  const hotTrips = hotTripsFor(options.hotSeconds, mostAttemptsPerSecond);
  const url = await createDatabase(server.adminUrl, 'd1');
  await fill(url, spreadTrips + hotTrips);
  const scripts = await writeScripts(server.folder, spreadTrips);
  return {
    run: async ({ workload, connections, seconds }) => {
      const scriptFile = scripts[workload];
      const run = { program: options.pgbench, server, database: 'd1', scriptFile, connections, seconds };
      const before = await countBookings(url);
      const { latenciesMilliseconds, perSecond, use } = await runPgbench(run);
      const won = (await countBookings(url)) - before;
      const figures = figuresOf({ latenciesMilliseconds, seconds: latenciesMilliseconds.length / perSecond, won });
      return { figures, use, violations: await check(url, hotTrips) };
    },
    drop: async () => void (await ask(server.adminUrl, 'drop database d1')),
  };
}

async function fill(url: string, trips: number): Promise<void> {
  await ask(url, await readSql('d1-tables.sql'));
  await ask(
    url,
    `insert into seat_inv (trip_id, seat_no)
     select trip, seat from generate_series(1, $1::int) trip, generate_series(1, $2::int) seat order by trip, seat`,
    [trips, network.seats],
  );
  await ask(url, 'vacuum analyze');
}

async function writeScripts(folder: string, spreadTrips: number): Promise<Record<Workload, string>> {
  const d1 = await readSql('d1.sql');
  const fileOf = (workload: Workload): string => join(folder, `d1-${workload}.sql`);
  await Promise.all(workloads.map((workload) => writeFile(fileOf(workload), d1Script(d1, workload, spreadTrips))));
  return { hot: fileOf('hot'), spread: fileOf('spread') };
}

async function check(url: string, hotTrips: number): Promise<RunReport['violations']> {
  const [row] = await ask<{ violations: number }>(url, await readSql('d1-invariants.sql'));
  const attempts = await countOf(
    url,
    'select case when is_called then last_value else 0 end as count from hot_attempt',
  );
  return [
    ...(row?.violations === 0 ? [] : [`D1: ${row?.violations} rows break its invariants`]),
    // An attempt at a trip that is not there writes nothing and would count as a very quick answer.
    ...(attempts <= hotTrips * network.attemptsPerHotTrip ? [] : ['D1: ran out of hot trips; measure fewer seconds']),
  ];
}

async function countBookings(url: string): Promise<number> {
  return await countOf(url, 'select count(*) as count from bookings');
}

async function countOf(url: string, text: string): Promise<number> {
  const [row] = await ask<{ count: number }>(url, text);
  return row?.count ?? 0;
}
