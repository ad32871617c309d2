import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Environment } from '@safiri/runtime/process';
import { StartRefusal } from '@safiri/runtime/embedded-postgres';
import { upstreamsOf, type Replica } from './replicas.ts';
import type { Upstreams } from './nginx.ts';
import { sideBySide } from './side-by-side.ts';

/** Replicas of a turn are replaced together, while their twins serve. */
type Turns = readonly (readonly Replica[])[];

export type RollOptions = {
  readonly replicas: readonly Replica[];
  readonly turns: Turns;
  /** The checkout that all are to run from. */
  readonly release: string;
  /** Has Nginx give requests to these alone; resolves when it does. */
  readonly giveRequestsTo: (upstreams: Upstreams) => Promise<void>;
  readonly say: (sentence: string) => void;
};

/**
 * Replaces processes turn by turn: no more requests to them, drained, ended, started from the release, ready, requests again.
 * They are given requests again when the next ones are given none: each time Nginx reads its files it closes kept connections.
 */
export async function roll({ replicas, turns, release, giveRequestsTo, say }: RollOptions): Promise<void> {
  for (const [index, turn] of turns.entries()) {
    say(`[${index + 1}/${turns.length}] ${turn.map(({ part }) => part.name).join(', ')}`);
    await giveRequestsTo(upstreamsOf(replicas, turn));
    const before = turn.map((replica) => replica.release);
    try {
      await restart(turn, () => release);
    } catch (error) {
      const outcome = await putBack(turn, (place) => before[place] ?? release);
      await giveRequestsTo(upstreamsOf(replicas));
      throw new StartRefusal(
        `${error instanceof Error ? error.message : String(error)}. ${outcome}, as all after it does; \`-- rollback\` takes back what was replaced.`,
      );
    }
  }
  await giveRequestsTo(upstreamsOf(replicas));
}

/** The release before may fail for the same reason, as a port that somebody else has: nothing stays away for good because of it. */
async function putBack(turn: readonly Replica[], releaseOf: (place: number) => string): Promise<string> {
  try {
    await restart(turn, releaseOf);
    return 'What was tried runs as before again';
  } catch (error) {
    for (const { part } of turn) if (part.processId() === null) part.keepTrying();
    const why = error instanceof Error ? error.message : String(error);
    return `Nor as before (${why}): it is tried until it runs as before again`;
  }
}

async function restart(turn: readonly Replica[], releaseOf: (place: number) => string): Promise<void> {
  await Promise.all(turn.map(async ({ part }) => await part.stop()));
  for (const [place, replica] of turn.entries()) replica.release = releaseOf(place);
  await sideBySide(turn, async ({ part, release }) => {
    await part.start().catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new StartRefusal(`${part.name} of ${release} does not start: ${why}`);
    });
  });
}

/** A new release shows itself in one process first. */
export function oneByOne(replicas: readonly Replica[]): Turns {
  return replicas.map((replica) => [replica]);
}

/** As few turns as leave a twin of everything: who goes back wants to be back. */
export function atOnce(replicas: readonly Replica[]): Turns {
  const turns: Replica[][] = [];
  const seen = new Map<string, number>();
  for (const replica of replicas) {
    const turn = seen.get(replica.upstream) ?? 0;
    seen.set(replica.upstream, turn + 1);
    (turns[turn] ??= []).push(replica);
  }
  return turns;
}

/** Brings the database to what a release wants, by that release's own command. The present release goes on with it. */
export async function migrateFor(release: string, environment: Environment): Promise<void> {
  const program = path.join(release, 'apps/platform/src/commands/migrate.ts');
  try {
    await promisify(execFile)(process.execPath, [program], { env: { ...environment } });
  } catch (error) {
    const said = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr).trim() : '';
    throw new StartRefusal(`The database could not be migrated for ${release}: ${said || String(error)}`);
  }
}
