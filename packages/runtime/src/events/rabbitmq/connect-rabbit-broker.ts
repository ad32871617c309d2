import { Connection, type Consumer, type Publisher } from 'rabbitmq-client';
import type { ServiceName } from '@safiri/contracts/declaring';
import { DomainError } from '@safiri/kernel';
import type { Log } from '../../log.ts';
import { pause } from '../../pause.ts';
import { createBacklog, type Backlog } from '../backlog.ts';
import type { Broker, Subscriptions } from '../broker.ts';
import { consumeQueues } from './consume-queue.ts';
import { openDeadLetterOffice } from './dead-letters.ts';
import { measureRabbitQueues } from './measure-rabbit-queues.ts';
import { namesOf } from './names.ts';
import { prepareAhead } from './prepare-ahead.ts';
import { tellNews } from './tell-news.ts';
import { topologyOf, usualLimits, type QueueLimits } from './topology.ts';

export type RabbitBrokerOptions = {
  /** amqp:// or amqps://, with user and password. */
  readonly url: string;
  /** Of the services of this process. */
  readonly subscriptions: Subscriptions;
  /** Who hears what is told here, in whatever process; left out, the services of this one. */
  readonly hearers?: readonly ServiceName[];
  readonly log: Log;
  /** The first word of all names, where several products share a server. */
  readonly product?: string;
  readonly limits?: QueueLimits;
};

/** Two unanswered ones end a connection whose other side has vanished. */
const heartbeatSeconds = 5;
/** A server that is starting is there within seconds. */
const reconnectMilliseconds = { retryLow: 250, retryHigh: 3_000 } as const;
/** A channel that is not had by then is asked for again by whoever wants it. */
const acquireMilliseconds = 5_000;
/** Handlers finish in milliseconds; what does not is delivered again to somebody else. */
const stopMilliseconds = 10_000;
/** After a refusal nothing is told for so long: each telling reaches the queues that are not full once more. */
const restAfterRefusalMilliseconds = 1_000;

/** RabbitMQ: decision and figures in docs/decisions/0017-drivers.md. Need not be there when we start, nor all the time. */
export function connectRabbitBroker(options: RabbitBrokerOptions): Broker {
  const { log, subscriptions, limits = usualLimits } = options;
  const names = namesOf(options.product ?? 'safiri');
  const connection = new Connection({
    url: options.url,
    connectionName: names.exchange,
    heartbeat: heartbeatSeconds,
    acquireTimeout: acquireMilliseconds,
    ...reconnectMilliseconds,
  });
  connection.on('error', (error: unknown) => log.warn({ err: error }, 'broker'));
  connection.on('connection', () => log.info({}, 'broker connected'));
  const topology = topologyOf(names, subscriptions, limits);
  const publisher = connection.createPublisher({ confirm: true, ...topology });
  const own = [...new Set([...subscriptions.values()].flat())];
  const { hearers = own } = options;
  const preparation = prepareAhead({ connection, publisher, names, own, hearers, log });
  const deadLetters = openDeadLetterOffice({ connection, publisher, names });
  const backlogs = new Map<string, Backlog>();
  const consumers: Consumer[] = [];
  const rest = createRest();
  const relay: Broker['relay'] = async (tx) => {
    if (rest.isOn()) return 0;
    // Also where the server is short of memory or disk: what is sent then would wait here.
    if (!connection.ready || !preparation.isDone())
      throw new DomainError('UNAVAILABLE', 'The broker takes no messages now.');
    const { confirmed, refused } = await tellNews(tx, { publisher, names });
    if (refused.length > 0) {
      log.warn({ err: refused[0], refused: refused.length }, 'news was not taken and will be told again');
      rest.begin();
    }
    return confirmed;
  };
  return {
    relay,
    isReachable: () => connection.ready,
    caughtUp: async (queue) => await backlogs.get(queue)?.caughtUp(),
    consume: async (service, handle) => {
      const backlog = createBacklog();
      backlogs.set(service, backlog);
      const retrying = { publisher, names, limits };
      consumers.push(...consumeQueues({ connection, topology, service, handle, backlog, retrying, log }));
    },
    listDeadLetters: async (queue, limit) => await deadLetters.list(queue, limit),
    replayDeadLetters: async (queue, limit) => await deadLetters.replay(queue, limit),
    redact: async (orderIds) => await deadLetters.redact(hearers, orderIds),
    measure: async () => await measureRabbitQueues(connection, names, [...new Set([...subscriptions.values()].flat())]),
    stop: async () => {
      rest.end();
      await closeInTime(connection, { publisher, consumers });
    },
  };
}

function createRest(): { isOn(): boolean; begin(): void; end(): void } {
  let timer: NodeJS.Timeout | undefined;
  const end = (): void => {
    clearTimeout(timer);
    timer = undefined;
  };
  return {
    isOn: () => timer !== undefined,
    begin: () => {
      end();
      timer = setTimeout(end, restAfterRefusalMilliseconds);
    },
    end,
  };
}

/** Consumers first, since what they have in hand may still have to be laid aside. */
async function closeInTime(
  connection: Connection,
  { publisher, consumers }: { readonly publisher: Publisher; readonly consumers: readonly Consumer[] },
): Promise<void> {
  const over = new AbortController();
  const closing = (async () => {
    await Promise.allSettled(consumers.map(async (consumer) => await consumer.close()));
    await publisher.close();
    await connection.close();
  })();
  await Promise.race([closing.catch(() => undefined), pause(stopMilliseconds, over.signal)]);
  over.abort();
  connection.unsafeDestroy();
}
