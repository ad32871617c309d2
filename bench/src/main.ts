import { cpus, loadavg } from 'node:os';
import { StartRefusal } from '@safiri/runtime/embedded-postgres';
import { startScratchServer } from './database/scratch-server.ts';
import { FlagError, readPlan, type Plan } from './flags.ts';
import { hotSecondsOf, measure, Violation } from './measure.ts';
import { getPgbench } from './pgbench/find-pgbench.ts';
import { openD1 } from './pgbench/open-d1.ts';
import { barTable, drainLine, pairLine } from './report/sentences.ts';
import { openService } from './service/open-service.ts';

/** Progress and refusals; the results alone go to standard output. */
const say = (sentence: string): void => void process.stderr.write(`${sentence}\n`);
const print = (line: string): void => void process.stdout.write(`${line}\n`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
process.exit(await main());

async function main(): Promise<number> {
  try {
    const plan = readPlan(process.argv.slice(2));
    const pgbench = getPgbench(say);
    if (pgbench === undefined) return 1;
    await compare(plan, pgbench);
    return 0;
  } catch (error) {
    if (!(error instanceof FlagError || error instanceof StartRefusal || error instanceof Violation)) throw error;
    say(error.message);
    return 1;
  }
}

async function compare(plan: Plan, pgbench: string): Promise<void> {
  const hotSeconds = hotSecondsOf(plan);
  const [busyBefore = 0] = loadavg();
  if (busyBefore > cpus().length / 2) say(crowdedSentence(busyBefore));
  say('Starting PostgreSQL and filling the tables of D1…');
  await using undo = new AsyncDisposableStack();
  const server = undo.adopt(await startScratchServer(say), async (each) => await each.stop());
  const d1 = await openD1({ server, pgbench, hotSeconds });
  say('Starting the platform, importing its timetable and opening the sale…');
  const ours = undo.adopt(await openService({ server, hotSeconds }), async (each) => await each.close());
  say('Warming up…');
  const pairs = await measure(plan, { ours, d1 }, (pair) => print(pairLine(pair)));
  for (const connections of plan.connections) print(['', ...barTable(pairs, connections)].join('\n'));
  print(`\n${drainLine(pairs.map((pair) => pair.ours))}`);
  print('Double sales, lost orders, lost rows of D1: 0 after every run.');
  print(machineLine(plan, busyBefore));
}

/** The scheduler shares cores among threads: pgbench comes with one for each client, we with a handful. */
function crowdedSentence(load: number): string {
  return `This machine is busy with other work (load ${load.toFixed(1)}): D1 gets more of what is left than we do, and the ratios come out too low.`;
}

function machineLine({ seconds, pairs }: Plan, busyBefore: number): string {
  const model = cpus()[0]?.model.trim() ?? 'of an unknown kind';
  const machine = `${cpus().length} cores (${model}), load ${busyBefore.toFixed(1)} before the start`;
  return `${machine}; Node ${process.versions.node}; ${pairs} pairs of runs of ${seconds} s, D1 and ours in turn.`;
}
