import type { Channel, Connection, Publisher, SyncMessage } from 'rabbitmq-client';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { Envelope, ServiceName } from '@safiri/contracts/declaring';
import type { DeadLetter } from '../broker.ts';
import { withoutPersons } from '../without-persons.ts';
import { asEvent, bytesOf, errorHeader, eventIn, failedAtHeader, textIn, weightOf } from './messages.ts';
import type { Names } from './names.ts';

export type DeadLetterOffice = {
  list(service: ServiceName, limit: number): Promise<DeadLetter[]>;
  replay(service: ServiceName, limit: number): Promise<number>;
  /** Of the queues of these services. */
  redact(services: readonly ServiceName[], orderIds: readonly string[]): Promise<void>;
};

type Parts = { readonly connection: Connection; readonly publisher: Publisher; readonly names: Names };

const connectMilliseconds = 5_000;

/** Dead letters lie in queues, which can only be taken from: who looks takes them, and what they do not answer for goes back. */
export function openDeadLetterOffice(parts: Parts): DeadLetterOffice {
  const { names, publisher } = parts;
  return {
    list: async (service, limit) =>
      await onChannel(parts, async (channel) => {
        const letters: DeadLetter[] = [];
        // Not answered for: the server puts them back, in their places, when the channel closes.
        for (let taken = 0; taken < limit; taken += 1) {
          const message = await channel.basicGet({ queue: names.deadLetters(service) });
          if (message === undefined) break;
          letters.push(letterOf(service, message));
        }
        return letters;
      }),
    replay: async (service, limit) =>
      await onChannel(parts, async (channel) => {
        for (let replayed = 0; ; replayed += 1) {
          const message = replayed < limit ? await channel.basicGet({ queue: names.deadLetters(service) }) : undefined;
          if (message === undefined) return replayed;
          const queue = names.queue(service, weightOf(message));
          await publisher.send({ ...asEvent, routingKey: queue }, bytesOf(message));
          channel.basicAck({ deliveryTag: message.deliveryTag });
        }
      }),
    redact: async (services, orderIds) =>
      await onChannel(parts, async (channel) => {
        // One at a time on all processes: what another has in hand would be passed over.
        await channel.queueDeclare({ queue: names.redacting, exclusive: true, autoDelete: true });
        for (const service of services) await redactQueue(channel, parts, { service, orderIds });
        await channel.queueDelete({ queue: names.redacting });
      }),
  };
}

/** Each letter that is there now goes to the end of its queue, once, as it was or without persons. */
async function redactQueue(
  channel: Channel,
  { names, publisher }: Parts,
  { service, orderIds }: { readonly service: ServiceName; readonly orderIds: readonly string[] },
): Promise<void> {
  const queue = names.deadLetters(service);
  const { messageCount } = await channel.queueDeclare({ queue, passive: true });
  for (let moved = 0; moved < messageCount; moved += 1) {
    const message = await channel.basicGet({ queue });
    if (message === undefined) return;
    const text = bytesOf(message).toString('utf8');
    const event = orderIds.some((orderId) => text.includes(orderId)) ? eventIn(message) : undefined;
    const body = event === undefined ? text : JSON.stringify(withoutPersons(event));
    const { headers = {} } = message;
    await publisher.send({ ...asEvent, headers, routingKey: queue }, Buffer.from(body));
    channel.basicAck({ deliveryTag: message.deliveryTag });
  }
}

async function onChannel<Result>({ connection }: Parts, work: (channel: Channel) => Promise<Result>): Promise<Result> {
  await connection.onConnect(connectMilliseconds, true);
  const channel = await connection.acquire();
  try {
    return await work(channel);
  } finally {
    await channel.close();
  }
}

/** Written by the server, where a message was delivered as often as it may be and never answered for. */
const Deaths = Compile(Type.Array(Type.Object({ time: Type.Unknown() })));

function letterOf(queue: ServiceName, message: SyncMessage): DeadLetter {
  const deaths: unknown = message.headers?.['x-death'];
  const [death] = Deaths.Check(deaths) ? deaths : [];
  const failedAt = textIn(message, failedAtHeader);
  const at = failedAt === undefined ? secondsIn(death?.time) : new Date(failedAt);
  const envelope = eventIn(message) ?? unreadable(message, at);
  return {
    messageId: envelope.eventId,
    queue,
    envelope,
    failedAt: at,
    error:
      textIn(message, errorHeader) ??
      'Whoever took it never answered: their process ended, or its connection broke, each time',
  };
}

function secondsIn(time: unknown): Date {
  return new Date(typeof time === 'number' ? time * 1000 : 0);
}

/** Stands in the list for what is no envelope: it must not hide the others. */
function unreadable(message: SyncMessage, failedAt: Date): Envelope {
  return {
    eventId: message.messageId ?? '',
    type: 'unreadable',
    source: '',
    aggregateId: '',
    version: 1,
    occurredAt: failedAt.toISOString(),
    payload: bytesOf(message).toString('utf8'),
  };
}
