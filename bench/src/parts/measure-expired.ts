import type { Bench } from '../bench.ts';
import { ask } from '../database/ask.ts';
import { runPair, runPairs, warmUpSeconds, type Match } from '../pairs.ts';
import { rateBar } from '../report/bars.ts';
import { drainLine, pairLine } from '../report/sentences.ts';
import { barTable, figureTable } from '../report/tables.ts';
import { plantExpiredHolds } from '../service/expired-holds.ts';
import { openSale } from '../service/open-sale.ts';
import { network, workloads, type Workload } from '../workloads.ts';

const usualConnections = [64];

/** Every job that ends holds by time. */
const sweepers = ['expire-orders'];

/** Our own holds on trips whose every seat lies under a hold that is over, against our own holds on empty trips. */
export async function measureExpired(bench: Bench): Promise<void> {
  const { plan, say, print } = bench;
  const connections = plan.connections ?? usualConnections;
  const size = {
    spread: network.spreadTrips,
    hotSeconds: warmUpSeconds + plan.seconds * plan.pairs * connections.length,
  };
  say('Expired: starting the platform without its sweeper, importing its timetable and opening the sale…');
  await using sale = await openSale({ server: bench.server, sets: [size, size], withoutJobs: sweepers });
  const { load, databaseUrl } = sale;
  const [empty, planted] = [sale.takeTrips(size), sale.takeTrips(size)];
  const plant = async (tripIds: readonly number[]): Promise<void> =>
    load.addOrders(await plantExpiredHolds(databaseUrl, tripIds));
  say('Expired: putting every seat of half the trips under a hold that is over…');
  await plant([...planted.spread, ...planted.hot]);
  await ask(databaseUrl, 'vacuum analyze');
  const matchOf = (workload: Workload, clients: number, seconds: number): Match => ({
    workload: workload.toUpperCase(),
    connections: clients,
    against: async () => await load.run(empty, { workload, connections: clients, seconds }),
    ours: async () => {
      // The trips that SPREAD sold in the run before are as they were; HOT always finds new ones.
      if (workload === 'spread') await plant(planted.spread);
      return await load.run(planted, { workload, connections: clients, seconds });
    },
  });
  say('Expired: warming up…');
  for (const workload of workloads) await runPair(matchOf(workload, Math.max(...connections), warmUpSeconds));
  const matches = connections.flatMap((clients) => workloads.map((each) => matchOf(each, clients, plan.seconds)));
  const pairs = await runPairs(matches, plan.pairs, (pair) => say(pairLine(pair)));
  await sale.checkBloat();
  const bars = matches.map(({ workload, connections: clients }) =>
    rateBar(
      `${workload} × ${clients} ÷ the same on empty trips`,
      pairs.filter((pair) => pair.workload === workload && pair.connections === clients),
      { must: 0.4, aim: 0.7 },
    ),
  );
  print(barTable('Every seat under an expired hold', bars));
  print(figureTable(pairs, 'empty'));
  print([drainLine(pairs.map((pair) => pair.ours))]);
}
