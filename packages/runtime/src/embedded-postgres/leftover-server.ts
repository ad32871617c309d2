import { setTimeout as wait } from 'node:timers/promises';
import { inspectPostmaster } from './postmaster-pid.ts';
import { succeeds } from './run-program.ts';
import { StartRefusal } from './start-refusal.ts';

/** A fast shutdown writes one checkpoint; on a slow disk after a busy hour that takes tens of seconds. */
const STOP_LIMIT_MILLISECONDS = 60_000;
const LOOK_EVERY_MILLISECONDS = 50;

/** Any command the folder names that is not its server. */
export type Leftover = { strangerPid: number | undefined };

type Request = {
  clusterDir: string;
  pgCtl: string;
  say: (sentence: string) => void;
};

/**
 * Ends the server that an earlier run left behind when it was killed. Only for the owner of the folder: then the
 * server has no living parent. Stopping is preferred to adopting because the new server has today's settings and is
 * tied to our life, and it costs half a second.
 */
export async function stopLeftoverServer({ clusterDir, pgCtl, say }: Request): Promise<Leftover> {
  const first = await inspectPostmaster(clusterDir, pgCtl);
  if (first.kind === 'none') return { strangerPid: undefined };
  if (first.kind === 'stranger') return { strangerPid: first.pid };

  say(`PostgreSQL of an earlier run is still there (process ${first.pid}): stopping it.`);
  await askToStop(first.pid, clusterDir, pgCtl);
  const deadline = performance.now() + STOP_LIMIT_MILLISECONDS;
  while (performance.now() < deadline) {
    const now = await inspectPostmaster(clusterDir, pgCtl);
    if (now.kind === 'none') return { strangerPid: undefined };
    if (now.kind === 'stranger') return { strangerPid: now.pid };
    await wait(LOOK_EVERY_MILLISECONDS);
  }
  throw new StartRefusal(
    `PostgreSQL of an earlier run (process ${first.pid}) still uses ${clusterDir} and did not stop within ` +
      `${STOP_LIMIT_MILLISECONDS / 1000} s: end that process, then start again.`,
  );
}

async function askToStop(pid: number, clusterDir: string, pgCtl: string): Promise<void> {
  // On Windows a signal would be a kill without shutdown; pg_ctl has a way of its own to ask.
  if (process.platform === 'win32') {
    await succeeds({ program: pgCtl, args: ['stop', '-D', clusterDir, '-m', 'fast', '-W'] });
    return;
  }
  try {
    process.kill(pid, 'SIGINT');
  } catch (error) {
    const gone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    if (!gone) {
      throw new StartRefusal(
        `PostgreSQL of an earlier run (process ${pid}) belongs to another user: stop it as that user, then start again.`,
        error,
      );
    }
  }
}
