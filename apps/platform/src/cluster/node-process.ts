import { setTimeout as wait } from 'node:timers/promises';
import { startServer } from '@safiri/runtime/servers';
import type { Environment } from '@safiri/runtime/process';
import type { Live } from './keep-running.ts';

/** Enough for a service at its busiest here; one that wants more ends, says so, and is started again. */
const memoryMegabytes = 320;
/** On a machine that others use too. */
const startMilliseconds = 180_000;
const askEveryMilliseconds = 50;

export type NodeProcess = {
  readonly program: string;
  readonly environment: Environment;
  readonly port: number;
  readonly logFile: string;
};

/** Starts one of our own processes; resolves when it says that it is ready. */
export async function startNodeProcess(options: NodeProcess): Promise<Live> {
  const { program, environment, port, logFile } = options;
  const server = startServer({
    program: process.execPath,
    args: [`--max-old-space-size=${memoryMegabytes}`, program],
    port,
    env: environment,
    logFile,
  });
  let hasEnded = false;
  void server.ended.then(() => {
    hasEnded = true;
  });
  const deadline = performance.now() + startMilliseconds;
  while (!hasEnded && performance.now() < deadline) {
    if (await saysReady(port)) return server;
    await wait(askEveryMilliseconds);
  }
  const why = hasEnded ? 'it ended' : `it was not ready within ${startMilliseconds / 1000} s`;
  await server.stop();
  throw new Error(`${why}; ${logFile} may say why`);
}

async function saysReady(port: number): Promise<boolean> {
  return await fetch(`http://127.0.0.1:${port}/health/ready`, { signal: AbortSignal.timeout(2_500) }).then(
    async (response) => {
      await response.body?.cancel();
      return response.ok;
    },
    () => false,
  );
}
