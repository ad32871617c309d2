import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Environment } from '@safiri/runtime/process';
import { StartRefusal } from '@safiri/runtime/embedded-postgres';
import { upstreamsOf, type Replica } from './replicas.ts';
import type { Upstreams } from './nginx.ts';

export type RollOptions = {
  readonly replicas: readonly Replica[];
  /** The checkout that all are to run from. */
  readonly release: string;
  /** Has Nginx give requests to these alone; resolves when it does. */
  readonly giveRequestsTo: (upstreams: Upstreams) => Promise<void>;
  readonly say: (sentence: string) => void;
};

/** Replaces processes one by one: no more requests to it, drained, ended, started from the release, ready, requests again. */
export async function roll({ replicas, release, giveRequestsTo, say }: RollOptions): Promise<void> {
  for (const [index, replica] of replicas.entries()) {
    const before = replica.release;
    say(`[${index + 1}/${replicas.length}] ${replica.part.name}`);
    await giveRequestsTo(upstreamsOf(replicas, replica));
    await replica.part.stop();
    replica.release = release;
    try {
      await replica.part.start();
    } catch (error) {
      replica.release = before;
      await replica.part.start();
      await giveRequestsTo(upstreamsOf(replicas));
      const why = error instanceof Error ? error.message : String(error);
      throw new StartRefusal(
        `${replica.part.name} of ${release} does not start: ${why}. It runs from ${before} again, as all after it do; \`-- rollback\` takes back those before it.`,
      );
    }
    await giveRequestsTo(upstreamsOf(replicas));
  }
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
