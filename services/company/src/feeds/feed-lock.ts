import { sql } from 'kysely';
import type { Database, Tx } from '@safiri/runtime';

/** The right to import a feed, held on a connection of its own: a process that dies gives it back. */
export type FeedLock = { readonly release: () => Promise<void> };

/** A connection that says nothing for twenty seconds is taken for lost (runtime's connect); an import may take minutes. */
const signOfLifeMilliseconds = 5_000;

/** Locks a feed by its name across all processes; undefined while another import of it runs. */
export async function tryLockFeed(
  db: Database,
  feedName: string,
  everyMilliseconds = signOfLifeMilliseconds,
): Promise<FeedLock | undefined> {
  const client = await db.pool.connect();
  // A connection that breaks in our hands ends the lock; the import's last statement finds that out.
  const ignore = (): undefined => undefined;
  client.on('error', ignore);
  const giveBack = (destroy: boolean): void => {
    client.off('error', ignore);
    client.release(destroy);
  };
  try {
    const { rows } = await client.query<{ mine: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as mine',
      [lockName(feedName)],
    );
    if (rows[0]?.mine !== true) {
      giveBack(false);
      return undefined;
    }
  } catch (error) {
    giveBack(true);
    throw error;
  }
  const signs = setInterval(() => void client.query('select 1').catch(ignore), everyMilliseconds);
  signs.unref();
  return {
    release: async () => {
      clearInterval(signs);
      const unlocked = await client
        .query('select pg_advisory_unlock(hashtextextended($1, 0))', [lockName(feedName)])
        .then(
          () => true,
          () => false,
        );
      // Closing the session gives the lock back in any case.
      giveBack(!unlocked);
    },
  };
}

/** Whether nobody imports the feed, and nobody begins to before this transaction ends. */
export async function isFeedIdle(tx: Tx, feedName: string): Promise<boolean> {
  const { rows } = await sql<{ idle: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${lockName(feedName)}, 0)) as idle`.execute(tx);
  return rows[0]?.idle === true;
}

/** Advisory locks belong to the whole database: the name keeps ours apart from others'. */
function lockName(feedName: string): string {
  return `safiri company feed ${feedName}`;
}
