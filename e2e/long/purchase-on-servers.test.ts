import { inject, it, describe, expect } from 'vitest';
import pg from 'pg';
import { inTheEnd, openTcpProxy, scratchRedis, takesConnections } from '@safiri/testkit/servers';
import { newGuest, pay, untilSettled } from '../product/buyer.ts';
import { approvesAtOnce, bought, checkedOut, smsTo, tokensOf } from '../product/purchases.ts';
import { runCommand } from '../product/run-command.ts';
import { startProduct } from '../product/start-product.ts';

const rabbit = inject('rabbit');
const missing = 'missing' in rabbit ? rabbit.missing : inject('redis')?.missing;

describe.skipIf(missing !== undefined)(
  `the product on RabbitMQ and Redis${missing === undefined ? '' : ` (skipped: ${missing})`}`,
  () => {
    it(
      'sells tickets, goes on selling while either of them is away, and has everything when it is back',
      { timeout: 300_000 },
      async () => {
        const redis = await scratchRedis();
        if ('missing' in rabbit || 'missing' in redis) return;
        const { port } = rabbit;
        await inTheEnd(async () => expect(await takesConnections(port)).toBe(true));
        const proxy = await openTcpProxy(port);
        const product = await startProduct({
          BROKER_URL: `amqp://guest:guest@127.0.0.1:${proxy.port}`,
          REDIS_URL: redis.url,
        });
        const database = new pg.Client({ connectionString: await product.databaseUrl() });
        try {
          await database.connect();
          const guest = await newGuest(product.address);
          const order = await bought(guest, { departs: '05:30', seats: [1, 2] });
          expect(tokensOf(order)).not.toContain('no token');
          await inTheEnd(async () => expect(await smsTo(product.address, '+250788123456')).not.toEqual([]));
          const { rows } = await database.query('select from queue.job where created_on > $1', [order.serverTime]);
          expect(rows).toEqual([]);

          // Without Redis everything is sold as before.
          await redis.kill();
          await bought(guest, { departs: '05:30', seats: [3] });
          await redis.start();

          // Without RabbitMQ an order is paid, and its tickets come later.
          proxy.cutOff();
          const { orderId } = await checkedOut(guest, { departs: '05:30', seats: [4] });
          await pay(guest, orderId, approvesAtOnce);
          await inTheEnd(async () => {
            const told = await database.query('select from payment.outbox');
            expect(told.rows.length).toBeGreaterThan(0);
          });
          proxy.mend();
          expect((await untilSettled(guest, orderId)).order.status).toBe('confirmed');

          const listed = await runCommand(product, 'dead-letters', 'list');
          expect(listed.output).toContain('ticketing: 0 dead letters');
          expect(listed.exitCode).toBe(0);
        } finally {
          await database.end();
          await product.remove();
          await proxy.close();
          await redis.stop();
        }
      },
    );
  },
);
