import { rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { endPortMapper } from '@safiri/runtime/servers';
import { isAlive } from '../running-file.ts';
import { askSupervisor } from './ask-supervisor.ts';
import { controlSocketOf } from './cluster-config.ts';
import { runningState } from './running-state.ts';
import { readState } from './state.ts';

type Say = (sentence: string) => void;

/** Processes drain in less than ten seconds, and the servers behind them end after that. */
const endMilliseconds = 60_000;
const askEveryMilliseconds = 50;

/**
 * Ends the cluster on a folder; also what a killed one left. The folder is kept or removed as somebody wishes. Who wishes
 * nothing keeps what passengers have paid for, and is rid of what was for trying out.
 */
export async function stopCluster({
  dir,
  wish,
  say,
}: {
  readonly dir: string;
  readonly wish: 'keep' | 'remove' | undefined;
  readonly say: Say;
}): Promise<void> {
  const known = await readState(dir);
  const keep = wish === undefined ? known !== undefined && known.mode !== 'development' : wish === 'keep';
  const running = await runningState(dir);
  if (running !== undefined) {
    say('Stopping…');
    // One that is still starting does not listen yet, and whoever tidies up temporary folders may have taken its socket.
    const isAsked = running.phase !== 'starting' && (await askSupervisor(dir, '/stop', () => undefined)) === 0;
    if (!isAsked && isAlive(running.supervisor)) process.kill(running.supervisor, 'SIGTERM');
    await untilEnded([running.supervisor]);
  }
  await clearLeftovers(dir, say);
  if (!keep) await rm(dir, { recursive: true, force: true });
  say(running === undefined ? `No cluster runs on ${dir}.` : keep ? `Stopped. ${dir} is kept.` : 'Stopped.');
}

/** Parts end by themselves when their supervisor does; only RabbitMQ's port mapper has to be asked. */
export async function clearLeftovers(dir: string, say: Say): Promise<void> {
  const state = await readState(dir);
  if (state === undefined) return;
  const processes = state.parts.flatMap(({ processId }) => (processId === null ? [] : [processId]));
  if (processes.some(isAlive)) say('Waiting for what an earlier cluster left to end…');
  await untilEnded(processes);
  await endPortMapper(state);
  await rm(controlSocketOf(dir), { force: true });
}

async function untilEnded(processes: readonly number[]): Promise<void> {
  const deadline = performance.now() + endMilliseconds;
  while (processes.some(isAlive)) {
    if (performance.now() > deadline)
      throw new Error(`These processes do not end: ${processes.filter(isAlive).join(', ')}. End them by hand.`);
    await wait(askEveryMilliseconds);
  }
}
