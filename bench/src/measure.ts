import { setTimeout as wait } from 'node:timers/promises';
import type { Plan } from './flags.ts';
import type { Pair } from './report/bars.ts';
import type { RunReport, RunRequest, Side } from './side.ts';
import { workloads } from './workloads.ts';

type Runs = Pick<Side, 'run'>;
export type Sides = { readonly ours: Runs; readonly d1: Runs };

/** What one side leaves to be done – connections that end, pages that are written – is not the other's to wait for. */
const pauseMilliseconds = 500;

/** The first seconds of a process are its slowest, and its plans and pages are not in memory yet. */
const warmUpSeconds = 3;

/** Seconds of hot runs in all, the warm-up among them. */
export function hotSecondsOf(plan: Plan): number {
  return warmUpSeconds + plan.seconds * plan.pairs * plan.connections.length;
}

/** Runs both sides in turn, ours after D1, and tells every pair. */
export async function measure(plan: Plan, sides: Sides, tell: (pair: Pair) => void): Promise<Pair[]> {
  const most = Math.max(...plan.connections);
  for (const workload of workloads) await runPair(sides, { workload, connections: most, seconds: warmUpSeconds });
  const pairs: Pair[] = [];
  for (const connections of plan.connections) {
    for (let count = 0; count < plan.pairs; count += 1) {
      for (const workload of workloads) {
        const pair = await runPair(sides, { workload, connections, seconds: plan.seconds });
        pairs.push(pair);
        tell(pair);
      }
    }
  }
  return pairs;
}

async function runPair(sides: Sides, request: RunRequest): Promise<Pair> {
  const d1 = await runAfterPause(sides.d1, request);
  const ours = await runAfterPause(sides.ours, request);
  return { workload: request.workload, connections: request.connections, ours, d1 };
}

/** A run that broke what must never break ends the measurement: nothing it says is worth reading. */
async function runAfterPause(side: Runs, request: RunRequest): Promise<RunReport> {
  await wait(pauseMilliseconds);
  const report = await side.run(request);
  if (report.violations.length > 0) throw new Violation(report.violations, request);
  return report;
}

/** What must never be, and was. */
export class Violation extends Error {
  constructor(violations: readonly string[], { workload, connections }: RunRequest) {
    super(
      `Violated after ${workload.toUpperCase()} with ${connections} connections:\n${violations.map((each) => `  - ${each}`).join('\n')}`,
    );
  }
}
