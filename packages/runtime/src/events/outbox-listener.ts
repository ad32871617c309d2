import pg from 'pg';
import type { Database } from '../database/connect.ts';
import { pause } from '../pause.ts';

/** Polling carries the news meanwhile, so there is no hurry to hear again. */
const connectAgainMilliseconds = 1_000;
const connectMilliseconds = 5_000;

/** Rings for every notification of the schema's outbox, on a connection of its own that is made anew when it breaks. */
export function listenToOutbox(db: Database, ring: () => void): { stop(): Promise<void> } {
  const abort = new AbortController();
  const loop = (async () => {
    while (!abort.signal.aborted) {
      await listenUntilBroken(db, ring, abort.signal).catch(() => undefined);
      await pause(connectAgainMilliseconds, abort.signal);
    }
  })();
  return {
    stop: async () => {
      abort.abort();
      await loop;
    },
  };
}

async function listenUntilBroken(db: Database, ring: () => void, signal: AbortSignal): Promise<void> {
  const client = new pg.Client({
    connectionString: db.connectionString,
    application_name: `safiri-${db.schema}-listen`,
    connectionTimeoutMillis: connectMilliseconds,
    keepAlive: true,
  });
  client.on('error', () => undefined);
  client.on('notification', (message) => {
    if (message.payload === db.schema) ring();
  });
  const over = new Promise<void>((resolve) => {
    client.once('end', resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
  try {
    await client.connect();
    await client.query('listen outbox');
    // What was told while nobody listened.
    ring();
    await over;
  } finally {
    await client.end();
  }
}
