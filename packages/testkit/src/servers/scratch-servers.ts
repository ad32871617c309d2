import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  freePort,
  rabbitControl,
  startRabbit,
  startRedis,
  type NoServer,
  type RabbitControl,
  type RunningServer,
} from '@safiri/runtime/servers';

/** A server whose data are gone with it. */
type ScratchServer = { readonly url: string; readonly port: number; stop(): Promise<void> };

export type ScratchRabbit = ScratchServer & {
  /** What `rabbitmqctl eval` needs, for who was not the one that started it. */
  readonly control: RabbitControl;
  untilReady(): Promise<void>;
};

export type ScratchRedis = ScratchServer & {
  /** Kills it, and starts an empty one in its place. */
  restart(): Promise<void>;
  kill(): Promise<void>;
  start(): Promise<void>;
};

/** It takes some 15 seconds until it is ready, which nobody has to wait for here. */
export async function scratchRabbit(): Promise<ScratchRabbit | NoServer> {
  const home = await mkdtemp(join(tmpdir(), 'safiri-rabbit-'));
  const ports = { port: await freePort(), distributionPort: await freePort(), epmdPort: await freePort() };
  const running = await startRabbit(home, ports);
  const remove = async (): Promise<void> => await rm(home, { recursive: true, force: true });
  if ('missing' in running) {
    await remove();
    return running;
  }
  const { port } = ports;
  return {
    url: `amqp://guest:guest@127.0.0.1:${port}`,
    port,
    control: rabbitControl(home, ports),
    untilReady: async () => await running.untilReady(),
    stop: async () => {
      await running.stop();
      await remove();
    },
  };
}

export async function scratchRedis(): Promise<ScratchRedis | NoServer> {
  const folder = await mkdtemp(join(tmpdir(), 'safiri-redis-'));
  const port = await freePort();
  let running: RunningServer | undefined;
  const start = async (): Promise<NoServer | undefined> => {
    const started = startRedis({ folder, port });
    if ('missing' in started) return started;
    running = started;
    await started.untilReady();
    return undefined;
  };
  const missing = await start();
  if (missing !== undefined) return missing;
  const kill = async (): Promise<void> => await running?.kill();
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    start: async () => void (await start()),
    kill,
    restart: async () => {
      await kill();
      await start();
    },
    stop: async () => {
      await running?.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
