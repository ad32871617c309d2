import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loseLeader, type Recovery } from '../availability/lose-leader.ts';
import { listLostPurchases } from '../availability/lost-purchases.ts';
import { whatIsMissing } from '../availability/programs.ts';
import { listForgotten, revokeSteadily } from '../availability/revoke-steadily.ts';
import { startAvailableServers, type AvailableServers } from '../availability/start-available-servers.ts';
import { ask } from '../product/books.ts';
import { runCommand } from '../product/run-command.ts';
import { startCluster, type ClusterProduct } from '../product/start-cluster.ts';
import { buySteadily } from '../product/steady-purchases.ts';
import { agreeWithTheWallet, nothingContradicts } from '../product/true-books.ts';

const missing = whatIsMissing();

/** All buyers come from one address. */
const oneAddressMay = {
  MOST_HOLDS_PER_ADDRESS: '10000',
  MOST_READS_PER_ADDRESS: '100000',
  MOST_WRITES_PER_ADDRESS: '100000',
};

describe.skipIf(missing !== undefined)(
  `every server more than once${missing === undefined ? '' : ` (skipped: ${missing})`}`,
  () => {
    let servers: AvailableServers;
    let cluster: ClusterProduct;

    beforeAll(async () => {
      servers = await startAvailableServers();
      // One process of each service: it is the servers that are lost here.
      cluster = await startCluster({ ...servers.settings, ...oneAddressMay, REPLICAS: '1' });
    }, 900_000);
    afterAll(async () => {
      await cluster?.remove();
      await servers?.stop();
    }, 180_000);

    it('nothing is acknowledged that the standby does not have, and queues are kept by all three nodes', async () => {
      const [asked] = await ask(
        await cluster.databaseUrl(),
        `select sync_state, current_setting('synchronous_commit') as waits, current_setting('synchronous_standby_names') as standby
           from pg_stat_replication`,
      );
      expect(asked).toMatchObject({
        sync_state: 'sync',
        waits: 'on',
        standby: expect.stringContaining('postgresql-2'),
      });
      for (const server of [servers.database, servers.broker, servers.memory])
        expect(await server.isWhole()).toBe(true);
    });

    it(
      'each leader is killed amid purchases, and nothing that was acknowledged is lost',
      { timeout: 2_400_000 },
      async () => {
        const load = await buySteadily(cluster.address, 3);
        const revocations = revokeSteadily(cluster.address);
        const recoveries: Recovery[] = [];
        try {
          await load.boughtSince(0);
          // The database twice: whoever was lost first has to be as good as the one that took over.
          for (const server of [servers.database, servers.broker, servers.memory, servers.database]) {
            recoveries.push(await loseLeader(server, { cluster, load }));
            await load.boughtSince(performance.now());
          }
        } finally {
          await Promise.all([load.stop(), revocations.stop()]).finally(() => console.table(recoveries));
        }
        console.info(
          `${load.purchases.length} purchases and ${revocations.acknowledged.length} revocations acknowledged; ${load.requests()} requests of buyers, of which ${load.failures.length} were repeated`,
        );
        const databaseUrl = await cluster.databaseUrl();
        await nothingContradicts(databaseUrl, 180_000);
        await agreeWithTheWallet(databaseUrl, cluster.simulator);
        expect(await listLostPurchases(databaseUrl, load.purchases)).toEqual([]);
        expect(await listForgotten(cluster.address, revocations.acknowledged)).toEqual([]);
        expect((await runCommand(cluster, 'dead-letters', 'list')).output).not.toMatch(/: [1-9]\d* dead letters/);
        expect(await runCommand(cluster, 'audit')).toMatchObject({ exitCode: 0 });
      },
    );
  },
);
