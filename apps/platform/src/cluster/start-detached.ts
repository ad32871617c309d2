import { execFileSync, fork } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { openSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Environment } from '@safiri/runtime/process';
import { ownRelease } from './cluster-config.ts';
import { runningState } from './running-state.ts';
import { clearLeftovers } from './stop-cluster.ts';
import { readState } from './state.ts';

type Say = (sentence: string) => void;

const supervisor = fileURLToPath(new URL('./supervisor.ts', import.meta.url));

/** Starts a cluster that stays when we go, and says how far it is; answers 0 when it runs. */
export async function startDetached(options: {
  readonly dir: string;
  readonly environment: Environment;
  readonly say: Say;
}): Promise<number> {
  const { dir, environment, say } = options;
  const running = await runningState(dir);
  if (running !== undefined) {
    say(
      running.phase === 'running'
        ? `A cluster runs already on ${dir}:`
        : `A cluster on ${dir} is ${running.phase} (process ${running.supervisor}).`,
    );
    for (const line of running.welcome) say(line);
    return running.phase === 'running' ? 0 : 1;
  }
  if ((await readState(dir)) !== undefined) await clearLeftovers(dir, say);
  for (const script of ['install-servers.ts', 'build-portal.ts'])
    execFileSync(process.execPath, [path.join(ownRelease, 'scripts', script)], { stdio: 'inherit' });
  await mkdir(path.join(dir, 'logs'), { recursive: true, mode: 0o700 });
  return await followStart(openSync(path.join(dir, 'logs', 'cluster.log'), 'a'), { environment, dir, say });
}

async function followStart(
  log: number,
  { environment, dir, say }: { readonly environment: Environment; readonly dir: string; readonly say: Say },
): Promise<number> {
  const child = fork(supervisor, {
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
    env: { ...environment, CLUSTER_DIR: dir },
  });
  const isDone = await new Promise<boolean>((resolve) => {
    child.on('message', (message) => {
      if (typeof message !== 'object' || message === null) return;
      if ('say' in message) say(String(message.say));
      if ('done' in message) resolve(message.done === true);
    });
    child.once('exit', () => resolve(false));
  });
  if (isDone) for (const line of (await runningState(dir))?.welcome ?? []) say(line);
  else say(`The cluster did not start. ${path.join(dir, 'logs')} may say more; npm run cluster -- stop removes it.`);
  if (child.connected) child.disconnect();
  child.unref();
  return isDone ? 0 : 1;
}
