import { describe, expect, inject, it } from 'vitest';
import type { ServiceName } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Testbed } from '@safiri/testkit';
import { inTheEnd, openTcpProxy, restartRabbit, takesConnections, type TcpProxy } from '@safiri/testkit/servers';
import { connectRabbitBroker, relayBatch, startRelay, type Broker } from '../../src/index.ts';
import { eachAlone } from '../delivery-bed.ts';
import { openBrokerBed, subscriptions, type BrokerBed, type BrokerDriver, type DriverBed } from './broker-bed.ts';
import { describeBroker } from './broker-suite.ts';

const rabbit = inject('rabbit');

type RabbitBed = DriverBed & { readonly proxy: TcpProxy };

/** Behind a network of its own that a test may break, and under names of its own on the one server. */
async function prepare(bed: Testbed, mostMessages: number): Promise<RabbitBed> {
  if ('missing' in rabbit) throw new Error(rabbit.missing);
  const { port } = rabbit;
  // The server of the run may still be starting.
  await inTheEnd(async () => expect(await takesConnections(port)).toBe(true));
  const proxy = await openTcpProxy(port);
  const product = `t${newId()}`;
  const connect = async (): Promise<Broker> =>
    connectRabbitBroker({
      url: `amqp://guest:guest@127.0.0.1:${proxy.port}`,
      subscriptions,
      log: bed.deps.log,
      product,
      limits: { retryMilliseconds: [20], mostMessages },
    });
  return { proxy, connect, cut: async () => proxy.cut(), close: async () => await proxy.close() };
}

const driver: BrokerDriver = { name: 'RabbitMQ', prepare: async (bed) => await prepare(bed, 100_000) };

describe.skipIf('missing' in rabbit)(`RabbitMQ${'missing' in rabbit ? ` (skipped: ${rabbit.missing})` : ''}`, () => {
  describeBroker(driver);

  describe.concurrent('RabbitMQ', () => {
    it('that is away keeps nobody from writing, and is told all of it when it is back', async () => {
      await using on = await openBrokerBed(driver, inject('postgres'));
      const { proxy } = on.driver as RabbitBed;
      const relayed = telling(on);
      await on.broker.consume('ticketing', on.handle);
      await inTheEnd(async () => expect(await relayed([1])).toBe(0));
      proxy.cutOff();
      await on.tell([2, 3]);
      await relayBatch(on.teller, on.broker).catch(() => undefined);
      expect(await on.untold()).toBe(2);
      proxy.mend();
      const relay = startRelay({ db: on.teller, broker: on.broker, log: on.bed.deps.log });
      await inTheEnd(async () => expect(await on.effects()).toEqual([1, 2, 3]));
      await relay.stop();
    });

    it('that confirms nothing is not believed to have anything', async () => {
      await using on = await openBrokerBed(driver, inject('postgres'));
      const { proxy } = on.driver as RabbitBed;
      const relayed = telling(on);
      await on.broker.consume('ticketing', on.handle);
      await inTheEnd(async () => expect(await relayed([1])).toBe(0));
      proxy.stall();
      await on.tell([2]);
      const relaying = relayBatch(on.teller, on.broker);
      proxy.cut();
      proxy.mend();
      await relaying.catch(() => undefined);
      await inTheEnd(async () => {
        await relayBatch(on.teller, on.broker);
        expect(await on.effects()).toEqual([1, 2]);
      });
    });

    it('whose queue is full leaves news in the outbox until there is room', async () => {
      await using on = await openBrokerBed(
        { name: 'small', prepare: async (bed) => await prepare(bed, 10) },
        inject('postgres'),
      );
      // A server counts what it has a moment later, so the first ones beyond the limit may still be taken.
      const numbers = Array.from({ length: 40 }, (_, n) => n);
      await on.tell(numbers.slice(0, 20));
      await inTheEnd(async () => {
        await relayBatch(on.teller, on.broker);
        expect(await on.untold()).toBe(0);
      });
      await on.tell(numbers.slice(20));
      await relayBatch(on.teller, on.broker);
      expect(await on.untold()).toBeGreaterThan(0);
      for (const service of ['ticketing', 'notification'] as const)
        await on.broker.consume(service, service === 'ticketing' ? on.handle : eachAlone(async () => undefined));
      await inTheEnd(async () => {
        await relayBatch(on.teller, on.broker);
        expect(await on.untold()).toBe(0);
      });
      await inTheEnd(async () => expect(await on.effects()).toEqual(numbers));
    });

    it('is told nothing before every service that hears has been started once', async () => {
      if ('missing' in rabbit) return;
      await using on = await openBrokerBed(driver, inject('postgres'));
      const together = { url: rabbit.url, log: on.bed.deps.log, product: `t${newId()}` };
      const hearers = ['ticketing', 'notification'] as const;
      const of = (service: ServiceName): Broker =>
        connectRabbitBroker({ ...together, hearers, subscriptions: new Map([['payment-succeeded', [service]]]) });
      const ticketing = of('ticketing');
      await ticketing.consume('ticketing', on.handle);
      await on.tell([1]);
      await inTheEnd(async () => expect(ticketing.isReachable()).toBe(true));
      await expect(relayBatch(on.teller, ticketing)).rejects.toThrow('takes no messages');
      expect(await on.untold()).toBe(1);
      const notification = of('notification');
      await inTheEnd(async () => {
        await relayBatch(on.teller, ticketing);
        expect(await on.effects()).toEqual([1]);
      });
      await Promise.all([ticketing.stop(), notification.stop()]);
    });

    it('gives what a dead process had in hand to the next', async () => {
      await using on = await openBrokerBed(driver, inject('postgres'));
      const dying = await on.connect();
      const begun = Promise.withResolvers<void>();
      const never = Promise.withResolvers<void>();
      await dying.consume('ticketing', async (envelopes) => {
        begun.resolve();
        await never.promise;
        return await on.handle(envelopes);
      });
      const relayed = telling(on);
      await inTheEnd(async () => expect(await relayed([1, 2])).toBe(0));
      await begun.promise;
      (on.driver as RabbitBed).proxy.cut();
      await on.broker.consume('ticketing', on.handle);
      await inTheEnd(async () => expect(await on.effects()).toEqual([1, 2]));
      never.resolve();
    });
  });

  it('RabbitMQ that starts anew has everything that it confirmed', async () => {
    await using on = await openBrokerBed(driver, inject('postgres'));
    const relayed = telling(on);
    await inTheEnd(async () => expect(await relayed([1, 2])).toBe(0));
    if (!('missing' in rabbit)) await restartRabbit(rabbit.control);
    await on.broker.consume('ticketing', on.handle);
    await inTheEnd(async () => expect(await on.effects()).toEqual([1, 2]));
    await inTheEnd(async () => expect(await relayed([3])).toBe(0));
    await inTheEnd(async () => expect(await on.effects()).toEqual([1, 2, 3]));
  });
});

/** Tells these unless they were told, and hands on what is there; answers what is left. */
function telling(on: BrokerBed): (numbers: readonly number[]) => Promise<number> {
  const told = new Set<number>();
  return async (numbers) => {
    const news = numbers.filter((n) => !told.has(n));
    await on.tell(news);
    for (const n of news) told.add(n);
    await relayBatch(on.teller, on.broker);
    return await on.untold();
  };
}
