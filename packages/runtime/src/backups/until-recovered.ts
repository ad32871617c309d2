import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { StartRefusal } from '../embedded-postgres/start-refusal.ts';

/** A day of log, read back at some 30 MB/s; a server that ends by itself is noticed at once. */
export const restoreLimitMilliseconds = 6 * 3_600_000;
const askEveryMilliseconds = 100;

/** Waits until a server has come to the moment of its restore and takes writes. Refuses when it ends before. */
export async function untilRecovered(connectionString: string, ended: Promise<{ sentence: string }>): Promise<void> {
  let end: string | undefined;
  void ended.then(({ sentence }) => (end = sentence));
  const deadline = performance.now() + restoreLimitMilliseconds;
  while (await isRecovering(connectionString)) {
    if (end !== undefined)
      throw new StartRefusal(`The log does not reach that moment, or is damaged: npm run backup -- verify. ${end}`);
    if (performance.now() > deadline) throw new StartRefusal('PostgreSQL was not restored within six hours.');
    await wait(askEveryMilliseconds);
  }
}

/** Also while nobody answers. */
async function isRecovering(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ recovering: boolean }>('select pg_is_in_recovery() as recovering');
    return rows[0]?.recovering ?? true;
  } catch {
    return true;
  } finally {
    await client.end().catch(() => undefined);
  }
}
