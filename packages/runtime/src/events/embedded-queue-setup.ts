import type pg from 'pg';
import { PgBoss, type Queue } from 'pg-boss';
import type { ServiceName } from '@safiri/contracts/declaring';
import { whileMigrating } from '../database/migration-lock.ts';
import { queueSchema, rolesOf } from '../database/roles.ts';

/** Tries: at once, then after 1, 2, 4 … 60 s: an outage of some minutes is ridden out, a poisonous message ends in the dead-letter queue. */
const retries = { retryLimit: 9, retryDelay: 1, retryBackoff: true, retryDelayMax: 60 };
/** A handler writes to one database; one that runs longer than this is taken for dead and the message is delivered again. */
const handlerSeconds = 60;
const keptSeconds = { retentionSeconds: 30 * 86_400, deleteAfterSeconds: 3_600 };
const deadKeptSeconds = { retentionSeconds: 90 * 86_400, deleteAfterSeconds: 90 * 86_400 };
/** Housekeeping that this product does not use: schedules, statistics, index rebuilds on a table of some thousand rows. */
export const quiet = { schedule: false, reindex: false, monitorVacuum: false } as const;

export function deadLetterQueue(queue: ServiceName): string {
  return `${queue}-dead`;
}

/** Creates or updates the queue's tables and queues; the connection must be allowed to act as the queue's owner. */
export async function prepareEmbeddedQueue(adminUrl: string, queues: readonly ServiceName[]): Promise<void> {
  await whileMigrating(adminUrl, async (client) => {
    await createQueues(adminUrl, queues);
    await grantQueue(client, queues);
  });
}

async function createQueues(adminUrl: string, queues: readonly ServiceName[]): Promise<void> {
  const boss = new PgBoss({
    ...quiet,
    connectionString: adminUrl,
    schema: queueSchema,
    options: `-c role=${rolesOf(queueSchema).owner}`,
    createSchema: false,
    migrate: true,
    supervise: false,
    max: 2,
  });
  boss.on('error', () => undefined);
  try {
    await boss.start();
    for (const queue of queues) {
      await putQueue(boss, deadLetterQueue(queue), { ...deadKeptSeconds, retryLimit: 0 });
      await putQueue(boss, queue, {
        ...retries,
        ...keptSeconds,
        expireInSeconds: handlerSeconds,
        deadLetter: deadLetterQueue(queue),
        notify: true,
      });
    }
  } finally {
    await boss.stop({ graceful: false });
  }
}

/** Creating leaves a queue that is there as it was: a newer release's limits come with the update. */
async function putQueue(
  boss: PgBoss,
  queue: string,
  options: Omit<Queue, 'name' | 'partition' | 'policy'>,
): Promise<void> {
  await boss.createQueue(queue, options);
  await boss.updateQueue(queue, options);
}

/** The queue's running role works it; each service's running role may insert jobs, read queue settings and nothing else. */
async function grantQueue(client: pg.Client, queues: readonly ServiceName[]): Promise<void> {
  const { owner, running } = rolesOf(queueSchema);
  await client.query(`set role ${owner}`);
  await client.query(`grant usage on schema ${queueSchema} to ${running}; grant select, insert, update, delete on all tables in schema ${queueSchema} to ${running};
    grant usage, select on all sequences in schema ${queueSchema} to ${running}; grant execute on all functions in schema ${queueSchema} to ${running}`);
  for (const queue of queues) {
    const service = rolesOf(queue).running;
    await client.query(`grant usage on schema ${queueSchema} to ${service}; grant select on ${queueSchema}.queue to ${service};
      grant insert, select (id, name, start_after) on ${queueSchema}.job to ${service}; grant insert, select (id, name, start_after) on ${queueSchema}.job_common to ${service}`);
  }
}
