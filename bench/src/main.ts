import { cpus, loadavg } from 'node:os';
import { StartRefusal } from '@safiri/runtime/embedded-postgres';
import type { Bench } from './bench.ts';
import { startScratchServer } from './database/scratch-server.ts';
import { FlagError, readPlan, type Part, type Plan } from './flags.ts';
import { Violation } from './pairs.ts';
import { measureCluster } from './parts/measure-cluster.ts';
import { measureConfirm } from './parts/measure-confirm.ts';
import { measureExpired } from './parts/measure-expired.ts';
import { measureGrowth } from './parts/measure-growth.ts';
import { measureHolds } from './parts/measure-holds.ts';
import { measureImport } from './parts/measure-import.ts';
import { measureLedger } from './parts/measure-ledger.ts';
import { measureObservability } from './parts/measure-observability.ts';
import { measurePayments } from './parts/measure-payments.ts';
import { measureSearch } from './parts/measure-search.ts';
import { measureSignIns } from './parts/measure-sign-ins.ts';
import { getPgbench } from './pgbench/find-pgbench.ts';

/** Progress, with the seconds since the start, and refusals; the results alone go to standard output. */
const startedAt = performance.now();
const secondsPassed = (): number => Math.round((performance.now() - startedAt) / 1_000);
const say = (sentence: string): void =>
  void process.stderr.write(`${String(secondsPassed()).padStart(4)} s  ${sentence}\n`);
const print = (lines: readonly string[]): void => void process.stdout.write(`\n${lines.join('\n')}\n`);

const measures: Record<Part, (bench: Bench) => Promise<void>> = {
  holds: measureHolds,
  expired: measureExpired,
  search: measureSearch,
  confirm: measureConfirm,
  ledger: measureLedger,
  payments: measurePayments,
  'sign-ins': measureSignIns,
  growth: measureGrowth,
  import: measureImport,
  cluster: measureCluster,
  observability: measureObservability,
};

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
process.exit(await main());

async function main(): Promise<number> {
  try {
    const plan = readPlan(process.argv.slice(2));
    const pgbench = getPgbench(say);
    if (pgbench === undefined) return 1;
    await measure(plan, pgbench);
    return 0;
  } catch (error) {
    if (!(error instanceof FlagError || error instanceof StartRefusal || error instanceof Violation)) throw error;
    say(error.message);
    return 1;
  }
}

async function measure(plan: Plan, pgbench: string): Promise<void> {
  const [busyBefore = 0] = loadavg();
  if (busyBefore > cpus().length / 2) say(crowdedSentence(busyBefore));
  say('Starting PostgreSQL…');
  await using undo = new AsyncDisposableStack();
  const server = undo.adopt(await startScratchServer(say), async (each) => await each.stop());
  for (const part of plan.parts) await measures[part]({ plan, server, pgbench, say, print });
  print([
    'Double sales, double charges, lost orders, lost bookings, lost payments, lost rows of the denominators: 0 after every run.',
  ]);
  print([machineLine(plan, busyBefore), `Took ${secondsPassed()} s.`]);
}

/** The scheduler shares cores among threads: pgbench comes with one for each client, we with a handful. */
function crowdedSentence(load: number): string {
  return `This machine is busy with other work (load ${load.toFixed(1)}): pgbench gets more of what is left than we do, and the ratios come out too low.`;
}

function machineLine({ seconds, pairs }: Plan, busyBefore: number): string {
  const model = cpus()[0]?.model.trim() ?? 'of an unknown kind';
  const machine = `${cpus().length} cores (${model}), load ${busyBefore.toFixed(1)} before the start`;
  return `${machine}; Node ${process.versions.node}; ${pairs} pairs of runs of ${seconds} s, the two sides in turn.`;
}
