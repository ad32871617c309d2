import type { Channel, Connection } from 'rabbitmq-client';
import { DomainError } from '@safiri/kernel';
import type { ServiceName } from '@safiri/contracts/declaring';
import type { QueueState } from '../broker.ts';
import type { Names } from './names.ts';

/** How old messages are, RabbitMQ does not tell: how old they were when they were handled, consumers do. */
export async function measureRabbitQueues(
  connection: Connection,
  names: Names,
  services: readonly ServiceName[],
): Promise<QueueState[]> {
  if (!connection.ready) throw new DomainError('UNAVAILABLE', 'The broker does not answer now.');
  const channel = await connection.acquire();
  try {
    const states: QueueState[] = [];
    for (const queue of services) {
      const light = await countIn(channel, names.queue(queue, 'light'));
      const heavy = await countIn(channel, names.queue(queue, 'heavy'));
      const dead = await countIn(channel, names.deadLetters(queue));
      states.push({ queue, waiting: light + heavy, dead, oldestSeconds: undefined });
    }
    return states;
  } finally {
    await channel.close();
  }
}

async function countIn(channel: Channel, queue: string): Promise<number> {
  return (await channel.queueDeclare({ queue, passive: true })).messageCount;
}
