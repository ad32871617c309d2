import type { Bench } from '../bench.ts';
import { runPair, runPairs, warmUpSeconds, type Match } from '../pairs.ts';
import { openD1, type D1 } from '../pgbench/open-d1.ts';
import { holdBars } from '../report/bars.ts';
import { drainLine, pairLine } from '../report/sentences.ts';
import { barTable, figureTable } from '../report/tables.ts';
import type { HoldLoad, TripSet } from '../service/hold-load.ts';
import { openSale } from '../service/open-sale.ts';
import { network, workloads, type Workload } from '../workloads.ts';

const usualConnections = [64, 16];

/** HTTP holds of the whole product against D1, everybody on one trip and everybody on some trip. */
export async function measureHolds(bench: Bench): Promise<void> {
  const { plan, say, print } = bench;
  const connections = plan.connections ?? usualConnections;
  const hotSeconds = warmUpSeconds + plan.seconds * plan.pairs * connections.length;
  say('Holds: filling the tables of D1…');
  const d1 = await openD1({ ...bench, spreadTrips: network.spreadTrips, hotSeconds });
  say('Holds: starting the platform, importing its timetable and opening the sale…');
  const size = { spread: network.spreadTrips, hotSeconds };
  await using sale = await openSale({ server: bench.server, sets: [size] });
  const trips = sale.takeTrips(size);
  const matchOf = (workload: Workload, clients: number, seconds: number): Match =>
    holdMatch({ d1, load: sale.load, trips }, { workload, connections: clients, seconds });
  say('Holds: warming up…');
  for (const workload of workloads) await runPair(matchOf(workload, Math.max(...connections), warmUpSeconds));
  const matches = connections.flatMap((clients) => workloads.map((each) => matchOf(each, clients, plan.seconds)));
  const pairs = await runPairs(matches, plan.pairs, (pair) => say(pairLine(pair)));
  await sale.checkBloat();
  for (const clients of connections)
    print(barTable(`Holds, ${clients} connections`, holdBars(pairs.filter((pair) => pair.connections === clients))));
  print(figureTable(pairs, 'D1'));
  print([drainLine(pairs.map((pair) => pair.ours))]);
  await d1.drop();
}

type Sides = { readonly d1: D1; readonly load: HoldLoad; readonly trips: TripSet };

/** A run of D1, then one of ours. */
export function holdMatch(
  { d1, load, trips }: Sides,
  request: { readonly workload: Workload; readonly connections: number; readonly seconds: number },
): Match {
  return {
    workload: request.workload.toUpperCase(),
    connections: request.connections,
    against: async () => await d1.run(request),
    ours: async () => await load.run(trips, request),
  };
}
