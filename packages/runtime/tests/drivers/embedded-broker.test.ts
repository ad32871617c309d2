import { connectEmbeddedBroker } from '../../src/index.ts';
import { queueUrl } from '../delivery-bed.ts';
import { subscriptions } from './broker-bed.ts';
import { describeBroker } from './broker-suite.ts';

describeBroker({
  name: 'the embedded queue',
  prepare: async (bed) => {
    await bed.admin(
      `update queue.queue set retry_limit = 1, retry_delay = 0, retry_backoff = false where name = 'ticketing'`,
    );
    return {
      connect: async () =>
        await connectEmbeddedBroker({ connectionString: queueUrl(bed.deps.db), subscriptions, log: bed.deps.log }),
      cut: async () =>
        void (await bed.admin(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and usename = 'safiri_queue'`,
        )),
      close: async () => undefined,
    };
  },
});
