import { setTimeout as wait } from 'node:timers/promises';
import { Client } from 'pg';
import { StartRefusal } from './start-refusal.ts';

/** The server answers within 0.2 s of its start, so it is asked often. */
const ASK_EVERY_MILLISECONDS = 20;
const CONNECT_LIMIT_MILLISECONDS = 5_000;
/** After a crash the log since the last checkpoint is replayed, at most `max_wal_size`: minutes on a slow disk. */
export const RECOVERY_LIMIT_MILLISECONDS = 300_000;
const SAY_AFTER_MILLISECONDS = 3_000;

type Request = {
  connectionString: string;
  /** Aborted when the server has ended and will not answer any more. */
  ended: AbortSignal;
  say: (sentence: string) => void;
  limitMilliseconds: number;
};

/** True when the server answers, false when it ended before. */
export async function awaitAnswer({ connectionString, ended, say, limitMilliseconds }: Request): Promise<boolean> {
  const startedAt = performance.now();
  let said = false;
  while (!ended.aborted) {
    const refusal = await tryToConnect(connectionString);
    if (refusal === undefined) return true;
    const waited = performance.now() - startedAt;
    if (isAboutCredentials(refusal) || waited > limitMilliseconds) {
      throw new StartRefusal(`PostgreSQL runs but does not let us in: ${refusal.message}`, refusal);
    }
    if (!said && waited > SAY_AFTER_MILLISECONDS) {
      say('PostgreSQL is putting its data in order after an unclean end; this can take minutes…');
      said = true;
    }
    await wait(ASK_EVERY_MILLISECONDS, undefined, { signal: ended }).catch(() => undefined);
  }
  return false;
}

/** The reason why not, or undefined when it worked. */
async function tryToConnect(connectionString: string): Promise<Error | undefined> {
  const client = new Client({ connectionString, connectionTimeoutMillis: CONNECT_LIMIT_MILLISECONDS });
  // A server that ends in the middle reports it here a second time.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** SQLSTATE class 28: invalid authorization. Waiting will not change it. */
function isAboutCredentials(error: Error): boolean {
  return 'code' in error && typeof error.code === 'string' && error.code.startsWith('28') && error.code.length === 5;
}
