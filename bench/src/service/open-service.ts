import { join } from 'node:path';
import { createClient } from '@safiri/client';
import { createGuest } from '@safiri/contracts';
import { environmentOf } from '../config.ts';
import { watchCores } from '../core-use.ts';
import { ask } from '../database/ask.ts';
import type { ScratchServer } from '../database/scratch-server.ts';
import { figuresOf } from '../figures.ts';
import type { LoadJob, LoadReport } from '../load/load-job.ts';
import { startChild, type Child } from '../parent-and-child.ts';
import type { RunReport, Side } from '../side.ts';
import { hotTripsFor, network } from '../workloads.ts';
import { awaitDrainedOutboxes, findSalesViolations } from './sales-database.ts';
import { startService, type RunningService } from './start-service.ts';

/** The same route without a database answers 4,200 to 7,500 a second (Fastify alone 8,900 to 10,400, docs/decisions/0003-http-and-validation.md). */
const mostAttemptsPerSecond = 10_000;
/** Opening the sale of some thousand trips, on a machine that others use too. */
const opening = { workload: 'opening', seconds: 300, connections: 16 } as const;

/** The numerator: the whole product over HTTP, asked by a process of its own, on the server that runs D1 as well. */
export async function openService(options: {
  readonly server: ScratchServer;
  /** Of all hot runs together. */
  readonly hotSeconds: number;
}): Promise<Side> {
  await using undo = new AsyncDisposableStack();
  const trips = network.spreadTrips + hotTripsFor(options.hotSeconds, mostAttemptsPerSecond);
  const service = undo.adopt(await startService(options.server, trips), async (each) => await each.stop());
  const generatorFile = join(import.meta.dirname, '..', 'load', 'load-process.ts');
  const generator = undo.adopt(
    startChild<LoadJob, LoadReport>(generatorFile, environmentOf({ NODE_ENV: 'production' })),
    async (each) => await each.stop(),
  );
  const load = createLoad(service, generator);
  // Seat rows are made at a trip's first hold; pgbench's are there from the beginning.
  const { violations } = await load(opening);
  if (violations.length > 0) throw new Error(`The sale could not be opened: ${violations.join('; ')}`);
  await ask(service.databaseUrl, 'vacuum analyze');
  const opened = undo.move();
  return { run: load, close: async () => await opened.disposeAsync() };
}

type Load = Pick<LoadJob, 'workload' | 'seconds'> & { readonly connections: number };

/** Runs load and checks the database after it; remembers what clients were given since the service started. */
function createLoad(
  service: RunningService,
  generator: Child<LoadJob, LoadReport>,
): (load: Load) => Promise<RunReport> {
  const { address, databaseUrl, tripIds } = service;
  const spreadTripIds = tripIds.slice(0, network.spreadTrips);
  const hotTripIds = tripIds.slice(network.spreadTrips);
  let hotAttempts = 0;
  let held = 0;
  return async ({ workload, seconds, connections }) => {
    const accessTokens = await beginAsGuests(address, connections);
    const job = { address, accessTokens, spreadTripIds, hotTripIds, hotAttempts, workload, seconds };
    const watches = await Promise.all([service, generator].map(({ processId }) => watchCores(processId)));
    const report = await generator.ask(job);
    const [serviceUse, generatorUse] = await Promise.all(watches.map((stop) => stop()));
    const won = report.outcomes['held'] ?? 0;
    hotAttempts += report.hotAttempts;
    held += won;
    const drainSeconds = await awaitDrainedOutboxes(databaseUrl);
    return {
      figures: figuresOf({ ...report, won }),
      ...(serviceUse && generatorUse ? { coreUse: { service: serviceUse, generator: generatorUse } } : {}),
      ...(drainSeconds === undefined ? {} : { drainSeconds }),
      violations: [
        ...failuresOf(report),
        ...(drainSeconds === undefined ? ['an outbox was not empty within ten seconds'] : []),
        ...(await findSalesViolations(databaseUrl, held)),
      ],
    };
  };
}

async function beginAsGuests(address: string, count: number): Promise<string[]> {
  const call = createClient({ baseUrl: address });
  const answers = await Promise.all(Array.from({ length: count }, async () => await call(createGuest, {})));
  return answers.map((answer) => {
    if (!answer.ok) throw new Error(`Nobody can begin as a guest: ${answer.code} ${answer.detail}`);
    return answer.value.accessToken;
  });
}

/** Every answer is a hold or the word that the seat is taken; anything else is no sale and no measurement. */
function failuresOf({ outcomes }: LoadReport): string[] {
  const failures = Object.entries(outcomes).filter(([outcome]) => outcome !== 'held' && outcome !== 'taken');
  return failures.map(([outcome, count]) => `${count} requests were answered ${outcome}`);
}
