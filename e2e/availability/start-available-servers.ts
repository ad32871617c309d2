import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inTheEnd } from '@safiri/testkit/servers';
import { ask } from '../product/books.ts';
import type { ManyServers } from './many-servers.ts';
import { startBrokers } from './start-brokers.ts';
import { startDatabases } from './start-databases.ts';
import { startMemories } from './start-memories.ts';
import { startWayIn } from './start-way-in.ts';

export type AvailableServers = {
  readonly database: ManyServers;
  readonly broker: ManyServers;
  readonly memory: ManyServers;
  /** What a cluster is told of them. */
  readonly settings: Readonly<Record<'MIGRATION_DATABASE_URL' | 'BROKER_URL' | 'REDIS_URL', string>>;
  /** Ends all of them; nothing is left. */
  stop(): Promise<void>;
};

/** Every server more than once, on 127.0.0.1 and in a folder of their own, and one way in to whoever leads. */
export async function startAvailableServers(): Promise<AvailableServers> {
  const folder = await mkdtemp(path.join(tmpdir(), 'safiri-available-'));
  // PostgreSQL's user passes through to what is its own.
  await chmod(folder, 0o711);
  const undo = new AsyncDisposableStack();
  undo.defer(async () => await rm(folder, { recursive: true, force: true }));
  const kept = async <Server extends { stop(): Promise<void> }>(starting: Promise<Server>): Promise<Server> => {
    const server = await starting;
    undo.defer(async () => await server.stop());
    return server;
  };
  try {
    const broker = await kept(startBrokers(path.join(folder, 'brokers')));
    const memory = await kept(startMemories(path.join(folder, 'memories')));
    const database = await kept(startDatabases(folder));
    const behind = { databases: database.nodes, redisPorts: memory.ports, rabbitPorts: broker.ports };
    const wayIn = await kept(startWayIn(folder, behind));
    const databaseUrl = `postgres://postgres:${database.password}@127.0.0.1:${wayIn.databasePort}/postgres`;
    await inTheEnd(async () => {
      if (!(await database.isWhole())) throw new Error('PostgreSQL has no synchronous standby.');
      // HAProxy has found out who leads.
      await ask(databaseUrl, 'select');
    });
    return {
      database,
      broker,
      memory,
      settings: {
        MIGRATION_DATABASE_URL: databaseUrl,
        BROKER_URL: `amqp://guest:guest@127.0.0.1:${wayIn.brokerPort}`,
        REDIS_URL: `redis://127.0.0.1:${wayIn.redisPort}`,
      },
      stop: async () => await undo.disposeAsync(),
    };
  } catch (error) {
    await undo.disposeAsync();
    throw error;
  }
}
