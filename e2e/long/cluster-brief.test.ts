import { describe, expect, it } from 'vitest';
import { killAsPowerLoss, partsAway } from '../product/cluster-faults.ts';
import { leavesNothing } from '../product/leaves-nothing.ts';
import { missingServers } from '../product/missing-servers.ts';
import { startCluster } from '../product/start-cluster.ts';
import { buySteadily } from '../product/steady-purchases.ts';
import { agreeWithTheWallet, nothingContradicts } from '../product/true-books.ts';

const missing = missingServers();

/** What `.ci/run` does of e2e/long/cluster-faults.test.ts, in a minute or two. */
describe.skipIf(missing !== undefined)(`a cluster${missing === undefined ? '' : ` (skipped: ${missing})`}`, () => {
  it(
    'sells through Nginx while a process of ticketing and RabbitMQ, then Redis and a process of payment, are killed; stopped, it leaves nothing',
    { timeout: 900_000 },
    async () => {
      const cluster = await startCluster({ MOST_HOLDS_PER_ADDRESS: '10000' });
      try {
        const load = await buySteadily(cluster.address, 2);
        try {
          await load.boughtSince(0);
          for (const names of [
            ['ticketing-1', 'rabbitmq'],
            ['redis', 'payment-2'],
          ]) {
            const instant = performance.now();
            await killAsPowerLoss(cluster, names);
            await load.boughtSince(instant);
            await expect.poll(async () => await partsAway(cluster), { timeout: 240_000, interval: 200 }).toEqual([]);
          }
        } finally {
          await load.stop();
          console.info(
            `${load.purchases.length} purchases, ${load.failures.length} answers failed and were asked for again`,
          );
        }
        const databaseUrl = await cluster.databaseUrl();
        await nothingContradicts(databaseUrl, 180_000);
        await agreeWithTheWallet(databaseUrl, cluster.simulator);
        await leavesNothing(cluster);
      } finally {
        await cluster.remove();
      }
    },
  );
});
