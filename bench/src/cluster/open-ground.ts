import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { addDays, serviceDate } from '@safiri/kernel';
import { readClusterSettings, startCluster, type Cluster } from '@safiri/platform';
import { scratchRabbit, scratchRedis, type NoServer, type ScratchRabbit } from '@safiri/testkit/servers';
import type { Bench } from '../bench.ts';
import { environmentOf } from '../config.ts';
import { startScratchServer, type ScratchServer } from '../database/scratch-server.ts';
import { FlagError } from '../flags.ts';
import { listStopIds } from '../search/read-network.ts';
import { searchNetwork } from '../search/search-network.ts';
import { makeSeatRows } from '../service/bulk-holds.ts';
import { freePort } from '../service/free-port.ts';
import { startMomo, type Momo } from '../service/momo.ts';
import { startGenerator, type Generator } from '../service/start-generator.ts';
import { settingsOfService, startService } from '../service/start-service.ts';
import { network } from '../workloads.ts';
import type { Goods, Offer } from './offer.ts';
import { watchCluster } from './watch-cluster.ts';

/** One PostgreSQL, one RabbitMQ, one Redis and one wallet for all offers, which follow one another on the same database. */
export type Ground = AsyncDisposable & {
  readonly server: ScratchServer;
  readonly rabbit: ScratchRabbit;
  /** Imports the timetable; comes first. */
  openOneProcess(): Promise<{ readonly offer: Offer; readonly goods: Goods; readonly tripSets: readonly number[][] }>;
  openCluster(replicas: number): Promise<Offer>;
};

/** Four processes of six services have four connections each, listeners and relays. */
const mostConnections = '300';
/** Of the month that searches are measured on elsewhere: every process reads them at its start. */
const daysOnSale = 8;
/** Today's buses may have left, and the last day may be on sale in part. */
const wholeDays = daysOnSale - 2;

const scripts = join(import.meta.dirname, '..', '..', '..', 'scripts');

export async function openGround(bench: Bench, offers: number): Promise<Ground> {
  const { say } = bench;
  // As `npm run cluster` does: Debian's servers, and pages for the website's process. What they say is no result.
  for (const script of ['install-servers.ts', 'build-portal.ts'])
    execFileSync(process.execPath, [join(scripts, script)], { stdio: ['ignore', 2, 2] });
  await using undo = new AsyncDisposableStack();
  const kept = <Kept extends { stop(): Promise<void> }>(each: Kept): Kept =>
    undo.adopt(each, async (one) => await one.stop());
  const rabbit = kept(there(await scratchRabbit()));
  const redis = kept(there(await scratchRedis()));
  const server = kept(await startScratchServer(say, { max_connections: mostConnections }));
  const publicUrl = `http://localhost:${await freePort()}`;
  const momo = kept(await startMomo(server, publicUrl));
  const generator = kept(startGenerator());
  await rabbit.untilReady();
  const settings = { ...momo.settings, PUBLIC_URL: publicUrl, SALE_HORIZON_DAYS: String(daysOnSale) };
  const port = new URL(publicUrl).port;
  const opened = undo.move();
  let databaseUrl = '';
  return {
    server,
    rabbit,
    openOneProcess: async () => {
      const one = await openOneProcess({ server, momo, generator, offers }, { ...settings, PORT: port });
      ({ databaseUrl } = one.offer);
      return one;
    },
    openCluster: async (replicas) => {
      const environment = environmentOf({
        ...settingsOfService(databaseUrl, server.folder),
        ...settings,
        CLUSTER_DIR: join(server.folder, 'service'),
        BROKER_URL: rabbit.url,
        REDIS_URL: redis.url,
        GATEWAY_PORT: '0',
        PORTAL_PORT: port,
        STAFF_PORT: '0',
        REPLICAS: String(replicas),
      });
      const cluster = await startCluster({
        settings: readClusterSettings(environment),
        environment,
        say: () => undefined,
        forMeasuring: { holdLimits: 'none' },
      });
      return offerOf(cluster, { replicas, databaseUrl, server });
    },
    [Symbol.asyncDispose]: async () => await opened.disposeAsync(),
  };
}

function there<Server extends object>(server: Server | NoServer): Server {
  if ('missing' in server) throw new FlagError(server.missing);
  return server;
}

async function openOneProcess(
  given: {
    readonly server: ScratchServer;
    readonly momo: Momo;
    readonly generator: Generator;
    readonly offers: number;
  },
  settings: Readonly<Record<string, string>>,
): Promise<Awaited<ReturnType<Ground['openOneProcess']>>> {
  const { server, momo, generator, offers } = given;
  const trips = searchNetwork.lines * searchNetwork.departuresADay * wholeDays;
  const service = await startService({ server, feed: { kind: 'search' }, trips, settings, keepsDatabase: true });
  const { address, databaseUrl, firstDate, tripIds } = service;
  const setOf = (nth: number): number[] => tripIds.slice(nth * network.spreadTrips, (nth + 1) * network.spreadTrips);
  const tripSets = Array.from({ length: offers }, (_, nth) => setOf(nth));
  const bought = setOf(offers);
  await makeSeatRows(databaseUrl, [...tripSets.flat(), ...bought]);
  const dates = Array.from({ length: wholeDays }, (_, day) => String(addDays(serviceDate(firstDate), day)));
  return {
    offer: {
      name: 'one process',
      address,
      databaseUrl,
      watch: async (generatorId) => await service.watch(generatorId),
      [Symbol.asyncDispose]: async () => await service.stop(),
    },
    goods: { generator, momo, tripIds: bought, stopIds: await listStopIds(databaseUrl), dates },
    tripSets,
  };
}

function offerOf(
  cluster: Cluster,
  given: { readonly replicas: number; readonly databaseUrl: string; readonly server: ScratchServer },
): Offer {
  const { replicas, databaseUrl, server } = given;
  return {
    name: `${replicas} of each, behind Nginx`,
    // By its number: a name is looked up for each connection.
    address: cluster.state().addresses.gateway.replace('localhost', '127.0.0.1'),
    databaseUrl,
    watch: async (generator) =>
      await watchCluster(cluster, {
        postmaster: server.postmasterId,
        ...(generator === undefined ? {} : { generator }),
      }),
    [Symbol.asyncDispose]: async () => await cluster.stop(),
  };
}
