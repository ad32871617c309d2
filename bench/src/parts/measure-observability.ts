import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Bench } from '../bench.ts';
import { runPair, runPairs, warmUpSeconds, type Match, type Pair } from '../pairs.ts';
import { spreadOf } from '../figures.ts';
import { rateRatio } from '../report/bars.ts';
import { digits } from '../report/numbers.ts';
import { pairLine } from '../report/sentences.ts';
import { figureTable } from '../report/tables.ts';
import type { HoldLoad, TripSet } from '../service/hold-load.ts';
import { openSale } from '../service/open-sale.ts';
import { network, workloads, type Workload } from '../workloads.ts';

const usualConnections = [64];
/** Of requests, whose spans are recorded: what is set unless somebody says otherwise, and all. */
const shares = ['0.1', '1'];

/** HTTP holds of a product that measures and traces against those of one that does neither, side by side on one server. */
export async function measureObservability(bench: Bench): Promise<void> {
  const { plan, say, print } = bench;
  const connections = plan.connections ?? usualConnections;
  const hotSeconds = warmUpSeconds + plan.seconds * plan.pairs * connections.length;
  const one = { spread: network.spreadTrips, hotSeconds };
  await using collector = await openCollector();
  say('Observability: starting the platform that says nothing of itself, and opening its sale…');
  await using silent = await openSale({ server: bench.server, sets: shares.map(() => one), database: 'silent' });
  for (const share of shares) {
    say(`Observability: starting the platform that records ${share} of its requests…`);
    const settings = telling(share, collector.address);
    await using sale = await openSale({ server: bench.server, sets: [one], database: 'telling', settings });
    const sides = { silent: [silent.load, silent.takeTrips(one)], ours: [sale.load, sale.takeTrips(one)] } as const;
    for (const workload of workloads)
      await runPair(matchOf(sides, { workload, connections: Math.max(...connections), seconds: warmUpSeconds }));
    const matches = connections.flatMap((clients) =>
      workloads.map((workload) => matchOf(sides, { workload, connections: clients, seconds: plan.seconds })),
    );
    const pairs = await runPairs(matches, plan.pairs, (pair) => say(pairLine(pair)));
    print([ratioLine(share, pairs)]);
    print(figureTable(pairs, 'neither'));
  }
}

type Side = readonly [HoldLoad, TripSet];

function matchOf(
  { silent, ours }: { readonly silent: Side; readonly ours: Side },
  request: { readonly workload: Workload; readonly connections: number; readonly seconds: number },
): Match {
  const runOn =
    ([load, trips]: Side) =>
    async () =>
      await load.run(trips, request);
  const { workload, connections } = request;
  return { workload: workload.toUpperCase(), connections, against: runOn(silent), ours: runOn(ours) };
}

function telling(share: string, collector: string): Readonly<Record<string, string>> {
  return { METRICS_PORT: '0', OTEL_EXPORTER_OTLP_ENDPOINT: collector, OTEL_TRACES_SAMPLER_ARG: share };
}

/** No bar is set: what is recorded is chosen by who runs it. */
function ratioLine(share: string, pairs: readonly Pair[]): string {
  const ratios = workloads.map((each) => {
    const name = each.toUpperCase();
    const { median, least, most } = spreadOf(pairs.filter(({ workload }) => workload === name).map(rateRatio));
    return `${name} ${digits(median)} (${digits(least)}–${digits(most)})`;
  });
  return `Holds/s while numbers are counted and ${share} of the requests recorded ÷ while neither is: ${ratios.join(', ')}.`;
}

/** Takes spans and forgets them, as quickly as anybody could. */
async function openCollector(): Promise<AsyncDisposable & { readonly address: string }> {
  const server = createServer((request, response) => {
    request.resume();
    request.once('end', () => response.writeHead(200, { 'content-type': 'application/json' }).end('{}'));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const place = server.address();
  const port = typeof place === 'object' && place !== null ? place.port : 0;
  return {
    address: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await Promise.resolve();
    },
  };
}
