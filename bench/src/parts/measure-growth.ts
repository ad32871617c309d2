import type { Bench } from '../bench.ts';
import { spreadOf } from '../figures.ts';
import { runPair, runPairs, warmUpSeconds, type Pair } from '../pairs.ts';
import { openD1 } from '../pgbench/open-d1.ts';
import { mostClients } from '../pgbench/run-pgbench.ts';
import { rateRatio, tailRatio } from '../report/bars.ts';
import { digits } from '../report/numbers.ts';
import { pairLine } from '../report/sentences.ts';
import { figureCells, figureHeads, table } from '../report/tables.ts';
import { openSale } from '../service/open-sale.ts';
import { holdMatch } from './measure-holds.ts';

const usualConnections = [10, 100, 1_000];

/** How the cost of a hold grows with the trips on sale and with the connections: SPREAD over all trips, D1 over as many. */
export async function measureGrowth(bench: Bench): Promise<void> {
  const { plan, print } = bench;
  const rows: string[][] = [];
  for (const trips of plan.trips) rows.push(...(await measureTrips(bench, trips)));
  print(
    table([
      ['trips', 'connections', 'holds/s ÷ D1', 'range', 'p99 ÷ D1', 'D1/s', ...figureHeads, 'generator ran'],
      ...rows,
    ]),
  );
  const most = Math.max(...(plan.connections ?? usualConnections));
  if (most > mostClients)
    print([
      `D1 has ${mostClients} clients at the most: each is a session of PostgreSQL, which takes 120 with those of the product.`,
    ]);
  print(['The generator asks from one thread: what it ran of a core, below 1, says that it was not the limit.']);
}

async function measureTrips(bench: Bench, trips: number): Promise<string[][]> {
  const { plan, say } = bench;
  const size = { spread: trips, hotSeconds: 0 };
  say(`Growth: filling the tables of D1 for ${trips} trips…`);
  const d1 = await openD1({ ...bench, spreadTrips: trips, hotSeconds: 0 });
  say(`Growth: starting the platform, importing ${trips} trips and making their seats…`);
  await using sale = await openSale({ server: bench.server, sets: [size] });
  const sides = { d1, load: sale.load, trips: sale.takeTrips(size) };
  const connections = plan.connections ?? usualConnections;
  const matchOf = (clients: number, seconds: number) =>
    holdMatch(sides, { workload: 'spread', connections: clients, seconds });
  say('Growth: warming up…');
  await runPair(matchOf(mostClients, warmUpSeconds));
  const matches = connections.map((clients) => matchOf(clients, plan.seconds));
  const pairs = await runPairs(matches, plan.pairs, (pair) => say(pairLine(pair)));
  await sale.checkBloat();
  await d1.drop();
  return connections.map((clients) =>
    growthRow(
      trips,
      clients,
      pairs.filter((pair) => pair.connections === clients),
    ),
  );
}

function growthRow(trips: number, connections: number, pairs: readonly Pair[]): string[] {
  const ratio = spreadOf(pairs.map(rateRatio));
  const generator = pairs.flatMap(({ ours }) => ours.use.generator?.cores?.ran ?? []);
  return [
    trips.toLocaleString('en'),
    connections.toLocaleString('en'),
    digits(ratio.median),
    `${digits(ratio.least)}–${digits(ratio.most)}`,
    digits(spreadOf(pairs.flatMap((pair) => tailRatio(pair) ?? [])).median),
    figureCells(pairs.map((pair) => pair.against))[0] ?? '',
    ...figureCells(pairs.map((pair) => pair.ours)),
    digits(spreadOf(generator).median),
  ];
}
