import { ConsumerStatus, type AsyncMessage, type Connection, type Consumer } from 'rabbitmq-client';
import type { Envelope, ServiceName } from '@safiri/contracts/declaring';
import type { Log } from '../../log.ts';
import type { Backlog } from '../backlog.ts';
import type { MessageHandler } from '../broker.ts';
import { gather, type Gathering } from './gather.ts';
import { eventIn } from './messages.ts';
import type { Weight } from './names.ts';
import { topologyOfQueue, type Topology } from './topology.ts';
import { tryAgainLater, type Retrying } from './try-again.ts';

/**
 * Light ones up to 256 together and two such groups side by side, as the embedded queue hands them over; as many again wait
 * here, so that nobody waits for the network. Of heavy ones, megabytes each, there are two here in all.
 */
const prefetched: Readonly<Record<Weight, number>> = { light: 1_024, heavy: 2 };
const mostTogether: Readonly<Record<Weight, number>> = { light: 256, heavy: 2 };
const mostAtOnce: Readonly<Record<Weight, number>> = { light: 2, heavy: 1 };

export type ConsumeOptions = {
  readonly connection: Connection;
  readonly topology: Topology;
  readonly service: ServiceName;
  readonly handle: MessageHandler;
  readonly backlog: Backlog;
  readonly retrying: Retrying;
  readonly log: Log;
};

/** Hands the messages of a service's queues to its handler, on every connection there will be, until they are closed. */
export function consumeQueues(options: ConsumeOptions): Consumer[] {
  return (['light', 'heavy'] as const).map((weight) => consumeQueue(options, weight));
}

function consumeQueue(options: ConsumeOptions, weight: Weight): Consumer {
  const { connection, topology, service, handle, backlog, retrying, log } = options;
  const queue = retrying.names.queue(service, weight);
  const together = gather<Envelope, unknown>({
    handle,
    mostTogether: mostTogether[weight],
    mostAtOnce: mostAtOnce[weight],
    took: (full) => {
      if (weight === 'light') backlog.took(full);
    },
  });
  const consumer = connection.createConsumer(
    { queue, ...topologyOfQueue(topology, queue), qos: { prefetchCount: prefetched[weight] } },
    async (message) => await handleOne(message, { service, together, retrying, log }),
  );
  consumer.on('error', (error: unknown) => log.warn({ err: error, queue }, 'queue'));
  return consumer;
}

async function handleOne(
  message: AsyncMessage,
  by: { readonly together: Gathering<Envelope, unknown> } & Pick<ConsumeOptions, 'service' | 'retrying' | 'log'>,
): Promise<ConsumerStatus> {
  const { service, together, retrying, log } = by;
  const event = eventIn(message);
  try {
    if (event === undefined) throw new Error('A message in the queue is no event envelope');
    await together.add(event);
  } catch (error) {
    const about = { err: error, messageId: event?.eventId, queue: service };
    const fate = await tryAgainLater(retrying, { service, message, error });
    log.warn(about, fate === 'dead' ? 'message failed for the last time' : 'message failed and will be tried again');
  }
  return ConsumerStatus.ACK;
}
