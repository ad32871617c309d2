import type { TestProject } from 'vitest/node';
import type { NoServer, RabbitControl } from '@safiri/runtime/servers';
import { scratchRabbit, scratchRedis } from './scratch-servers.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The run's RabbitMQ, which may still be starting; or why there is none on this machine. */
    rabbit: { url: string; port: number; control: RabbitControl } | NoServer;
    /** Why the run has no Redis; tests start their own, which takes half a second, and kill it. */
    redis: NoServer | undefined;
  }
}

/** Once for the suites of drivers: the server that is slow to start. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const [rabbit, redis] = await Promise.all([scratchRabbit(), scratchRedis()]);
  provide('rabbit', 'missing' in rabbit ? rabbit : { url: rabbit.url, port: rabbit.port, control: rabbit.control });
  provide('redis', 'missing' in redis ? redis : undefined);
  for (const server of [rabbit, redis])
    if ('missing' in server) process.stderr.write(`${server.missing} Its drivers are NOT tested.\n`);
  if (!('missing' in redis)) await redis.stop();
  return async () => {
    if (!('missing' in rabbit)) await rabbit.stop();
  };
}
