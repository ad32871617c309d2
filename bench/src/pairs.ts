import { setTimeout as wait } from 'node:timers/promises';
import type { RunReport } from './run-report.ts';

/** Two runs that follow one another under the same conditions: what ours is compared with, then ours. */
export type Match = {
  readonly workload: string;
  readonly connections: number;
  readonly against: () => Promise<RunReport>;
  readonly ours: () => Promise<RunReport>;
};

export type Pair = {
  readonly workload: string;
  readonly connections: number;
  readonly against: RunReport;
  readonly ours: RunReport;
};

/** What one side leaves to be done – connections that end, pages that are written – is not the other's to wait for. */
const pauseMilliseconds = 300;

/** The first seconds of a process are its slowest, and its plans and pages are not in memory yet. */
export const warmUpSeconds = 2;

export async function runPair(match: Match): Promise<Pair> {
  const { workload, connections } = match;
  const against = await runAfterPause(match.against, match);
  const ours = await runAfterPause(match.ours, match);
  return { workload, connections, against, ours };
}

/** Each match so many times in turn, so that what changes on the machine meanwhile meets them all; tells every pair. */
export async function runPairs(matches: readonly Match[], count: number, tell: (pair: Pair) => void): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for (let round = 0; round < count; round += 1) {
    for (const match of matches) {
      const pair = await runPair(match);
      pairs.push(pair);
      tell(pair);
    }
  }
  return pairs;
}

/** A run that broke what must never break ends the measurement: nothing it says is worth reading. */
export async function runAfterPause(
  run: () => Promise<RunReport>,
  { workload, connections }: Pick<Match, 'workload' | 'connections'>,
): Promise<RunReport> {
  await wait(pauseMilliseconds);
  const report = await run();
  if (report.violations.length > 0)
    throw new Violation(`${workload} with ${connections} connections`, report.violations);
  return report;
}

/** What must never be, and was. */
export class Violation extends Error {
  constructor(after: string, violations: readonly string[]) {
    super(`Violated after ${after}:\n${violations.map((each) => `  - ${each}`).join('\n')}`);
  }
}
