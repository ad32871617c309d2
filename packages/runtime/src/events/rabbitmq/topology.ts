import type { ConsumerProps, PublisherProps } from 'rabbitmq-client';
import type { ServiceName } from '@safiri/contracts/declaring';
import type { Subscriptions } from '../broker.ts';
import type { Names, Weight } from './names.ts';

/** What a server has to have for us: declared on every new connection, so a server that lost all of it has it again. */
export type Topology = Required<Pick<PublisherProps, 'exchanges' | 'queues' | 'queueBindings'>>;

/** The limits of a product's queues. */
export type QueueLimits = {
  /** Pauses before the second try, the third …; as many as there are tries after the first. */
  readonly retryMilliseconds: readonly number[];
  /** Of one queue. A server that has more refuses it, and news waits in the outbox of who tells it. */
  readonly mostMessages: number;
};

/**
 * Tries: at once, then after 1, 2, 4 … 60 s, as with the embedded queue. A queue holds two million messages of some 500
 * bytes: what a busy platform tells in days, and what a server of 1 GB of memory and some GB of disk bears.
 */
export const usualLimits: QueueLimits = {
  retryMilliseconds: [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000],
  mostMessages: 2_000_000,
};

/** Deliveries that ended without an answer, because the process died or its connection broke: one that kills must end. */
const mostDeliveries = 20;
const mostBytes = 4_000_000_000;
const deadKeptMilliseconds = 90 * 86_400_000;

const weights: readonly Weight[] = ['light', 'heavy'];

/**
 * A queue of each weight for every service, bound to what it hears; a queue for its dead letters; and for each pause one
 * queue in which messages of all services wait. All are kept by a majority of nodes where there are several.
 */
export function topologyOf(names: Names, subscriptions: Subscriptions, limits: QueueLimits): Topology {
  const services = [...new Set([...subscriptions.values()].flat())];
  const pauses = [...new Set(limits.retryMilliseconds)];
  return {
    exchanges: [
      { exchange: names.exchange, type: 'topic', durable: true },
      ...pauses.map((pause) => ({ exchange: names.waiting(pause), type: 'fanout', durable: true })),
    ],
    queues: [
      ...services.flatMap((service) => queuesOf(names, service, limits)),
      ...pauses.map((pause) => ({
        queue: names.waiting(pause),
        durable: true,
        // Back through the exchange without a name: to the queue that the message's own routing key names.
        arguments: { ...quorum, 'x-message-ttl': pause, ...leavingTo('') },
      })),
    ],
    queueBindings: [
      ...pauses.map((pause) => ({ exchange: names.waiting(pause), queue: names.waiting(pause) })),
      ...[...subscriptions].flatMap(([type, hearers]) =>
        hearers.flatMap((service) =>
          weights.map((weight) => ({
            exchange: names.exchange,
            queue: names.queue(service, weight),
            routingKey: `*.${type}.${weight}`,
          })),
        ),
      ),
    ],
  };
}

/** What has to be there before a queue can be consumed. */
export function topologyOfQueue(
  { exchanges, queues, queueBindings }: Topology,
  queue: string,
): Required<Pick<ConsumerProps, 'queueOptions' | 'exchanges' | 'queueBindings'>> {
  return {
    queueOptions: queues.find((each) => each.queue === queue) ?? { queue, passive: true },
    exchanges,
    queueBindings: queueBindings.filter((binding) => binding.queue === queue),
  };
}

const quorum = { 'x-queue-type': 'quorum' } as const;

/** What leaves a queue is forgotten there once it has arrived. That asks of a full queue to refuse, and not to drop. */
function leavingTo(exchange: string): Record<string, string> {
  return {
    'x-dead-letter-exchange': exchange,
    'x-dead-letter-strategy': 'at-least-once',
    'x-overflow': 'reject-publish',
  };
}

function queuesOf(names: Names, service: ServiceName, { mostMessages }: QueueLimits): Topology['queues'] {
  const working = weights.map((weight) => ({
    queue: names.queue(service, weight),
    durable: true,
    arguments: {
      ...quorum,
      ...leavingTo(''),
      'x-dead-letter-routing-key': names.deadLetters(service),
      'x-delivery-limit': mostDeliveries,
      'x-max-length': mostMessages,
      'x-max-length-bytes': mostBytes,
    },
  }));
  const dead = { queue: names.deadLetters(service), durable: true };
  return [...working, { ...dead, arguments: { ...quorum, 'x-message-ttl': deadKeptMilliseconds } }];
}
