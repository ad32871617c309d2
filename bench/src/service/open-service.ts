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
  await openSale(load, service);
  const tripIds = {
    spread: service.tripIds.slice(0, network.spreadTrips),
    hot: service.tripIds.slice(network.spreadTrips),
  };
  const opened = undo.move();
  return {
    run: async (request) => await load({ ...request, tripIds: tripIds[request.workload] }),
    close: async () => await opened.disposeAsync(),
  };
}

/**
 * Holds a seat on every trip, which makes its seat rows; pgbench's are there from the beginning. Statistics are taken after
 * the first few as well, as the server itself does after a minute: plans made for empty tables do not suit full ones.
 */
async function openSale(load: (request: LoadRequest) => Promise<RunReport>, service: RunningService): Promise<void> {
  const few = 200;
  for (const tripIds of [service.tripIds.slice(0, few), service.tripIds.slice(few)]) {
    const { violations } = await load({ ...opening, tripIds });
    if (violations.length > 0) throw new Error(`The sale could not be opened: ${violations.join('; ')}`);
    await ask(service.databaseUrl, 'vacuum analyze');
  }
}

type LoadRequest = Pick<LoadJob, 'workload' | 'tripIds' | 'seconds'> & { readonly connections: number };

/** Runs load and checks the database after it; remembers what clients were given since the service started. */
function createLoad(
  { processId, address, databaseUrl }: RunningService,
  generator: Child<LoadJob, LoadReport>,
): (request: LoadRequest) => Promise<RunReport> {
  let hotAttempts = 0;
  let held = 0;
  return async ({ connections, ...request }) => {
    const job = { ...request, address, accessTokens: await beginAsGuests(address, connections), hotAttempts };
    const watches = await Promise.all([processId, generator.processId].map(watchCores));
    const report = await generator.ask(job);
    const [service, generating] = await Promise.all(watches.map((stop) => stop()));
    const won = report.outcomes['held'] ?? 0;
    hotAttempts += report.hotAttempts;
    held += won;
    const drainSeconds = await awaitDrainedOutboxes(databaseUrl);
    return {
      figures: figuresOf({ ...report, won }),
      ...(service && generating ? { coreUse: { service, generator: generating } } : {}),
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
