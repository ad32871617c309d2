import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NoServer } from '../postgres-servers.ts';
import { freePort } from './free-port.ts';
import { findProgram, startServer } from './server-program.ts';

export type RedisServer = {
  readonly url: string;
  readonly port: number;
  /** Kills it, and starts an empty one in its place. */
  restart(): Promise<void>;
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** A Redis of one's own, in memory alone. */
export async function startRedis(): Promise<RedisServer | NoServer> {
  const program = findProgram('/usr/bin/redis-server', '/usr/local/bin/redis-server');
  if (program === undefined) return { missing: 'There is no redis-server (Debian: apt-get install redis-server).' };
  const folder = await mkdtemp(join(tmpdir(), 'safiri-redis-'));
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  let running = startServer({ program, args, port });
  const start = async (): Promise<void> => {
    running = startServer({ program, args, port });
    await running.untilReady();
  };
  await running.untilReady();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    start,
    kill: async () => await running.kill(),
    restart: async () => {
      await running.kill();
      await start();
    },
    stop: async () => {
      await running.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
