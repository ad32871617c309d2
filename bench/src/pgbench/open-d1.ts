import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ask, createDatabase } from '../database/ask.ts';
import type { ScratchServer } from '../database/scratch-server.ts';
import { figuresOf } from '../figures.ts';
import type { RunReport, Side } from '../side.ts';
import { hotTripsFor, network, workloads, type Workload } from '../workloads.ts';
import { d1Script } from './d1-script.ts';
import { runPgbench } from './run-pgbench.ts';

const sqlFolder = join(import.meta.dirname, '..', '..', 'sql');
const database = 'd1';

/** More than a server of dozens of cores decides; a trip of its own costs 60 small rows. */
const mostAttemptsPerSecond = 30_000;

/** The denominator: D1 on the least tables that can do it, driven by pgbench, in a database of its own. */
export async function openD1(options: {
  readonly server: ScratchServer;
  readonly pgbench: string;
  /** Of all hot runs together. */
  readonly hotSeconds: number;
}): Promise<Pick<Side, 'run'>> {
  const { server, pgbench } = options;
  const { socketDir } = server;
  if (socketDir === undefined) throw new Error('npm run bench needs a machine with Unix sockets.');
  const hotTrips = hotTripsFor(options.hotSeconds, mostAttemptsPerSecond);
  const url = await createDatabase(server.adminUrl, database);
  await fill(url, network.spreadTrips + hotTrips);
  const scripts = await writeScripts(server.folder);
  const countBookings = async (): Promise<number> => await countOf(url, 'select count(*) as count from bookings');
  return {
    run: async ({ workload, connections, seconds }) => {
      const before = await countBookings();
      const { latenciesMilliseconds, perSecond } = await runPgbench({
        program: pgbench,
        socketDir,
        database,
        scriptFile: scripts[workload],
        connections,
        seconds,
        folder: server.folder,
      });
      const won = (await countBookings()) - before;
      const figures = figuresOf({ latenciesMilliseconds, seconds: latenciesMilliseconds.length / perSecond, won });
      return { figures, violations: await check(url, hotTrips) };
    },
  };
}

async function fill(url: string, trips: number): Promise<void> {
  await ask(url, await readFile(join(sqlFolder, 'd1-tables.sql'), 'utf8'));
  await ask(
    url,
    `insert into seat_inv (trip_id, seat_no)
     select trip, seat from generate_series(1, $1::int) trip, generate_series(1, $2::int) seat order by trip, seat`,
    [trips, network.seats],
  );
  await ask(url, 'vacuum analyze');
}

async function writeScripts(folder: string): Promise<Record<Workload, string>> {
  const d1 = await readFile(join(sqlFolder, 'd1.sql'), 'utf8');
  const fileOf = (workload: Workload): string => join(folder, `d1-${workload}.sql`);
  await Promise.all(workloads.map((workload) => writeFile(fileOf(workload), d1Script(d1, workload))));
  return { hot: fileOf('hot'), spread: fileOf('spread') };
}

async function check(url: string, hotTrips: number): Promise<RunReport['violations']> {
  const [row] = await ask<{ violations: number }>(url, await readFile(join(sqlFolder, 'd1-invariants.sql'), 'utf8'));
  const attempts = await countOf(url, 'select last_value as count from hot_attempt');
  return [
    ...(row?.violations === 0 ? [] : [`D1: ${row?.violations} rows break its invariants`]),
    // An attempt at a trip that is not there writes nothing and would count as a very quick answer.
    ...(attempts <= hotTrips * network.attemptsPerHotTrip ? [] : ['D1: ran out of hot trips; measure fewer seconds']),
  ];
}

async function countOf(url: string, text: string): Promise<number> {
  const [row] = await ask<{ count: number }>(url, text);
  return row?.count ?? 0;
}
