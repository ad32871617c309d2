import Type, { type Static } from 'typebox';
import { serviceNames } from '@safiri/contracts/declaring';
import type { Clock } from '@safiri/kernel';
import type { Broker, Subscriptions } from './events/broker.ts';
import { connectEmbeddedBroker } from './events/embedded-broker.ts';
import { connectRabbitBroker } from './events/rabbitmq/connect-rabbit-broker.ts';
import type { Log } from './log.ts';
import type { Memory } from './memory/memory.ts';
import { createOwnMemory } from './memory/own-memory.ts';
import { connectRedisMemory } from './memory/redis/redis-memory.ts';
import { SettingsError } from './settings.ts';

export const brokerPattern = '^amqps?://';

/** What stands behind the ports of a process. No service reads them: whoever composes it does. */
export const driverSettings = {
  BROKER_URL: Type.Optional(
    Type.String({
      pattern: brokerPattern,
      description: 'a RabbitMQ that carries events, with user and password; left out, queues on PostgreSQL do',
    }),
  ),
  REDIS_URL: Type.Optional(
    Type.String({
      pattern: '^rediss?://',
      description:
        'a Redis by which processes share counts of requests, used proofs, answers given and locks of seats; left out, each has its own',
    }),
  ),
  REDIS_LOCK_URLS: Type.Optional(
    Type.String({
      pattern: '^rediss?://[^,]+(,rediss?://[^,]+)*$',
      description:
        'independent servers of Redis that lock seats by majority, with commas between; left out, REDIS_URL alone does',
    }),
  ),
};
const DriverSettings = Type.Object(driverSettings);
export type DriverSettings = Static<typeof DriverSettings>;

/** Where no Redis is named, each process remembers for itself. */
export function openMemory(
  settings: DriverSettings,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): Memory {
  const { REDIS_URL: url, REDIS_LOCK_URLS: lockUrls } = settings;
  if (url === undefined) return createOwnMemory(clock);
  return connectRedisMemory({ url, lockUrls: lockUrls?.split(',') ?? [], clock, log });
}

export async function openBroker(
  settings: DriverSettings,
  options: {
    /** Of the services of this process. */
    readonly subscriptions: Subscriptions;
    /** Connection as the role of the queues on PostgreSQL, where no broker is named. */
    readonly queueUrl: string | undefined;
    readonly log: Log;
  },
): Promise<Broker> {
  const { subscriptions, queueUrl, log } = options;
  const { BROKER_URL: url } = settings;
  if (url !== undefined) return connectRabbitBroker({ url, subscriptions, hearers: serviceNames, log });
  if (queueUrl === undefined) throw new SettingsError(['BROKER_URL is missing']);
  return await connectEmbeddedBroker({ connectionString: queueUrl, subscriptions, log });
}
