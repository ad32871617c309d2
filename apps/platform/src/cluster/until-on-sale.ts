import { setTimeout as wait } from 'node:timers/promises';
import { connect } from '@safiri/runtime';

/** News of a network of some thousand trips takes seconds. */
const patienceMilliseconds = 120_000;
const askEveryMilliseconds = 200;

/** Resolves when what company told of its trips has arrived where they are sold. */
export async function untilOnSale(adminUrl: string): Promise<void> {
  const db = connect({ connectionString: adminUrl, schema: 'company', applicationName: 'safiri-cluster' });
  const deadline = performance.now() + patienceMilliseconds;
  try {
    for (;;) {
      const { rows } = await db.pool.query<{ waiting: boolean }>(`
        select exists (select from company.outbox)
            or (select count(*) from company.trips) > (select count(*) from ticketing.trips) as waiting`);
      if (rows[0]?.waiting === false) return;
      if (performance.now() > deadline) throw new Error('The demo network did not come on sale; the logs may say why.');
      await wait(askEveryMilliseconds);
    }
  } finally {
    await db.close();
  }
}
