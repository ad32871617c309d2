import pg from 'pg';
import { hasSqlState } from './errors.ts';

/** One lock for the whole database: processes that start together migrate one after another. */
const migrationLock = 7_236_412_001;
/** All migrations of a year's releases on a large database; whoever waits longer is told so instead of waiting for ever. */
const patience = '10min';

/** Runs `work` on a connection of the migrating role, while no other process migrates this database. */
export async function whileMigrating<Result>(
  adminUrl: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({
    connectionString: adminUrl,
    application_name: 'safiri-migrate',
    connectionTimeoutMillis: 10_000,
  });
  // A connection that breaks fails the statement in hand; without a listener it would end the process as well.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await takeLock(client);
    return await work(client);
  } finally {
    await client.end();
  }
}

async function takeLock(client: pg.Client): Promise<void> {
  try {
    await client.query(`set lock_timeout = '${patience}'`);
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await client.query('reset lock_timeout');
  } catch (error) {
    if (!hasSqlState(error, '55P03')) throw error;
    throw new Error(`Another process has been migrating this database for ${patience}. Look at what it waits for.`, {
      cause: error,
    });
  }
}
