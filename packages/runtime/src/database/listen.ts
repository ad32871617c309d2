import pg from 'pg';
import { pause } from '../pause.ts';
import type { Database } from './connect.ts';

/** A server that is starting answers within seconds; one that is away for longer is asked less often. */
const firstPauseMilliseconds = 250;
const longestPauseMilliseconds = 10_000;
const connectMilliseconds = 5_000;

export type Listening = { stop(): Promise<void> };

export type ListenOptions = {
  readonly channel: string;
  readonly heard: (payload: string) => void;
  /** Called whenever listening has begun, the first time too: what was told before it was not heard. */
  readonly began: () => void;
};

/**
 * Listens to a channel on a connection of its own, made anew when it breaks, after a pause that grows while that fails. A
 * notification may be lost, so whoever listens also looks by themselves now and then.
 */
export function listen(db: Database, options: ListenOptions): Listening {
  const abort = new AbortController();
  const loop = (async () => {
    let failures = 0;
    while (!abort.signal.aborted) {
      const began = (): void => {
        failures = 0;
        options.began();
      };
      await listenUntilBroken(db, { ...options, began }, abort.signal).catch(() => undefined);
      failures += 1;
      await pause(pauseAfter(failures), abort.signal);
    }
  })();
  return {
    stop: async () => {
      abort.abort();
      await loop;
    },
  };
}

/** Half of it by chance, so that processes which lost one server do not all come back in one instant. */
function pauseAfter(failures: number): number {
  const longest = Math.min(longestPauseMilliseconds, firstPauseMilliseconds * 2 ** Math.min(failures, 10));
  return longest * (0.5 + Math.random() / 2);
}

async function listenUntilBroken(db: Database, options: ListenOptions, signal: AbortSignal): Promise<void> {
  const client = new pg.Client({
    connectionString: db.connectionString,
    application_name: `safiri-${db.schema}-${options.channel}`,
    connectionTimeoutMillis: connectMilliseconds,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  client.on('notification', ({ payload }) => options.heard(payload ?? ''));
  const over = new Promise<void>((resolve) => {
    client.once('end', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    await client.connect();
    await client.query(`listen ${client.escapeIdentifier(options.channel)}`);
    options.began();
    await over;
  } finally {
    await client.end();
  }
}
