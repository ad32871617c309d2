import type { Bench } from '../bench.ts';
import { runPurchases, runSearches, type Goods, type Offer } from '../cluster/offer.ts';
import { openGround } from '../cluster/open-ground.ts';
import { clusterTables, type Measured } from '../report/cluster.ts';
import { runAfterPause, runPair, warmUpSeconds } from '../pairs.ts';
import { openD1 } from '../pgbench/open-d1.ts';
import type { ScratchServer } from '../database/scratch-server.ts';
import { ask } from '../database/ask.ts';
import { pairLine } from '../report/sentences.ts';
import { createHoldLoad } from '../service/hold-load.ts';
import { network } from '../workloads.ts';
import { measureBroker } from './measure-broker.ts';

/** Processes of each service, one number after another. */
const replicaCounts = [1, 2, 4];
/** As the bars of holds and of searches name them; buyers mostly wait for their wallet. */
const clients = { holds: 64, searches: 32, purchases: 16 } as const;
/** Nginx ends a kept connection after a thousand requests. */
const mostSeconds = 10;

/**
 * The same product in one process and as many processes behind Nginx, one offer after another on one database, each beside
 * D1; then how quickly news travels between processes.
 */
export async function measureCluster(bench: Bench): Promise<void> {
  const { say, print } = bench;
  say('Cluster: starting RabbitMQ, Redis, PostgreSQL and the simulated MTN…');
  await using ground = await openGround(bench, 1 + replicaCounts.length);
  say('Cluster: starting one process and importing 250 lines…');
  const measured: Measured[] = [];
  const { offer, goods, tripSets } = await ground.openOneProcess();
  const measure = async (one: Offer): Promise<void> => {
    await using closing = one;
    const tripIds = tripSets[measured.length] ?? [];
    measured.push(await measureOffer(bench, { offer: closing, goods, tripIds, server: ground.server }));
  };
  await measure(offer);
  for (const replicas of replicaCounts) {
    say(`Cluster: starting ${replicas} of each service and Nginx…`);
    await measure(await ground.openCluster(replicas));
  }
  for (const lines of clusterTables(measured)) print(lines);
  await measureBroker(bench, { brokerUrl: ground.rabbit.url, databaseUrl: offer.databaseUrl, server: ground.server });
}

async function measureOffer(
  bench: Bench,
  given: {
    readonly offer: Offer;
    readonly goods: Goods;
    readonly tripIds: readonly number[];
    readonly server: ScratchServer;
  },
): Promise<Measured> {
  const { plan, say } = bench;
  const { offer, goods, tripIds, server } = given;
  const seconds = Math.min(plan.seconds, mostSeconds);
  // Made anew for each offer: full trips are refused more quickly than seats are given.
  const d1 = await openD1({ ...bench, server, spreadTrips: network.spreadTrips, hotSeconds: 0 });
  const hold = async (connections: number, lasting: number) => {
    const load = createHoldLoad(offer, goods.generator);
    load.addOrders(await countOrders(offer.databaseUrl));
    return await load.run({ spread: tripIds, hot: [] }, { workload: 'spread', connections, seconds: lasting });
  };
  const holds = (lasting: number) =>
    runPair({
      workload: `${offer.name}: holds`,
      connections: clients.holds,
      against: async () => await d1.run({ workload: 'spread', connections: clients.holds, seconds: lasting }),
      ours: async () => await hold(clients.holds, lasting),
    });
  const others = {
    searches: (lasting: number) => runSearches(offer, goods, { connections: clients.searches, seconds: lasting }),
    purchases: (lasting: number) => runPurchases(offer, goods, { connections: clients.purchases, seconds: lasting }),
  };
  const other = async (workload: keyof typeof others, lasting: number) =>
    await runAfterPause(() => others[workload](lasting), { workload, connections: clients[workload] });
  const round = async (lasting: number) => {
    const pair = await holds(lasting);
    say(pairLine(pair));
    const [searches, purchases] = [await other('searches', lasting), await other('purchases', lasting)];
    return { d1: pair.against, holds: pair.ours, searches, purchases };
  };
  say(`${offer.name}: warming up…`);
  await round(warmUpSeconds);
  const rounds: Measured['rounds'][number][] = [];
  for (let nth = 0; nth < plan.pairs; nth += 1) rounds.push(await round(seconds));
  await d1.drop();
  return { name: offer.name, rounds };
}

async function countOrders(url: string): Promise<number> {
  const [row] = await ask<{ count: number }>(url, 'select count(*) as count from ticketing.orders');
  return row?.count ?? 0;
}
