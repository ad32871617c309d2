import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import {
  findDebianBinaries,
  startEmbeddedPostgres,
  StartRefusal,
  type EmbeddedPostgres,
} from '@safiri/runtime/embedded-postgres';
import type { BackupPlaces } from '@safiri/runtime/backups';
import { startRabbit, startRedis, type NoServer, type RabbitPorts, type RunningServer } from '@safiri/runtime/servers';
import { archivingSettings } from '../open-database.ts';
import type { Live } from './keep-running.ts';

type Say = (sentence: string) => void;

/** Two processes of each service with four connections, listeners and relays, and the old ones while they are replaced. */
const mostConnections = '250';

/** Debian's PostgreSQL 15 on the folder, reached by its socket alone; its log is archived where backups have a place. */
export async function launchPostgres(
  folder: string,
  { backups, say }: { readonly backups: BackupPlaces | undefined; readonly say: Say },
): Promise<Live & { readonly adminUrl: string }> {
  const binaries = await findDebianBinaries();
  if (binaries === undefined)
    throw new StartRefusal('There is no PostgreSQL 15 (Debian: apt-get install postgresql-15).');
  const server = await startEmbeddedPostgres({
    dataDir: folder,
    binaries,
    settings: { max_connections: mostConnections, ...(await archivingSettings(backups, say)) },
    log: { info: () => undefined, error: say },
  });
  return {
    adminUrl: server.connectionString,
    processId: await processIdOf(folder),
    ended: endOf(server),
    stop: async () => await server.stop(),
  };
}

async function endOf(server: EmbeddedPostgres): Promise<void> {
  await server.exited;
  // Gives the folder back, so that the next one may have it.
  await server.stop();
}

async function processIdOf(folder: string): Promise<number> {
  const text = await readFile(path.join(folder, 'cluster', 'postmaster.pid'), 'utf8').catch(() => '');
  return Number.parseInt(text, 10) || 0;
}

export async function launchRedis(folder: string, port: number): Promise<Live> {
  await mkdir(folder, { recursive: true });
  return await ready(startRedis({ folder, port, logFile: path.join(folder, 'redis.log') }));
}

export async function launchRabbit(folder: string, ports: RabbitPorts): Promise<Live> {
  await mkdir(folder, { recursive: true });
  return await ready(await startRabbit(folder, ports, { logFile: path.join(folder, 'rabbitmq.log') }));
}

async function ready(server: RunningServer | NoServer): Promise<Live> {
  if ('missing' in server) throw new StartRefusal(server.missing);
  await server.untilReady();
  return server;
}
