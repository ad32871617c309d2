import { startDetached } from '../cluster/start-detached.ts';
import { stopCluster } from '../cluster/stop-cluster.ts';
import { askSupervisor } from '../cluster/ask-supervisor.ts';
import { readClusterSettings } from '../cluster/cluster-config.ts';
import { runningState } from '../cluster/running-state.ts';
import { exitSentence } from '../exit-sentence.ts';
import { processEnvironment } from '@safiri/runtime/process';
import path from 'node:path';

/** `npm run cluster [-- start | stop [--keep | --remove] | status [--json] | roll [FOLDER] | rollback]`. */
const usage =
  'Use: npm run cluster [-- start | stop [--keep | --remove] | status [--json] | roll [FOLDER OF A RELEASE] | rollback]';
const say = (sentence: string): void => void process.stdout.write(`${sentence}\n`);

const [verb = 'start', ...rest] = process.argv.slice(2);
const environment = processEnvironment();

try {
  const settings = readClusterSettings(environment);
  const dir = settings.CLUSTER_DIR;
  if (verb === 'start') process.exitCode = await startDetached({ dir, environment, say });
  else if (verb === 'stop') await stopCluster({ dir, wish: wishFor(rest), say });
  else if (verb === 'status') process.exitCode = await status(dir);
  else if (verb === 'roll') process.exitCode = await askSupervisor(dir, rollAddress(rest[0]), say);
  else if (verb === 'rollback') process.exitCode = await askSupervisor(dir, '/rollback', say);
  else {
    process.stderr.write(`${usage}\n`);
    process.exitCode = 2;
  }
} catch (error) {
  const sentence = exitSentence(error);
  if (sentence === undefined) throw error;
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

function wishFor(words: readonly string[]): 'keep' | 'remove' | undefined {
  if (words.includes('--keep')) return 'keep';
  return words.includes('--remove') ? 'remove' : undefined;
}

/** Without a folder, what runs now is started anew from where it is. */
function rollAddress(folder: string | undefined): string {
  return folder === undefined ? '/roll' : `/roll?${new URLSearchParams({ release: path.resolve(folder) }).toString()}`;
}

async function status(dir: string): Promise<number> {
  const state = await runningState(dir);
  if (rest.includes('--json')) say(JSON.stringify(state ?? null));
  else if (state === undefined) say(`No cluster runs on ${dir}.`);
  else {
    say(`${state.phase}; started from ${state.release}`);
    for (const { name, processId, port, restarts } of state.parts)
      say(
        `  ${name.padEnd(16)} ${(processId === null ? 'ended' : `process ${processId}`).padEnd(16)} ${port === null ? 'socket' : `port ${port}`}${restarts === 0 ? '' : `, started again ${restarts} times`}`,
      );
    for (const line of state.welcome) say(line);
  }
  return state === undefined ? 1 : 0;
}
