import type { AsyncMessage, Publisher } from 'rabbitmq-client';
import { systemClock } from '@safiri/kernel';
import type { ServiceName } from '@safiri/contracts/declaring';
import {
  asEvent,
  bytesOf,
  errorHeader,
  failedAtHeader,
  mostErrorCharacters,
  numberIn,
  triesHeader,
  weightOf,
} from './messages.ts';
import type { Names } from './names.ts';
import type { QueueLimits } from './topology.ts';

export type Retrying = {
  readonly publisher: Publisher;
  readonly names: Names;
  readonly limits: QueueLimits;
};

/**
 * Lays a message that failed aside until its next try, or among the dead letters after its last one. Resolves when the server
 * has it there: only then may it leave the queue it came from. If we die in between it is there twice, and the inbox knows it.
 */
export async function tryAgainLater(
  { publisher, names, limits }: Retrying,
  failed: { readonly service: ServiceName; readonly message: AsyncMessage; readonly error: unknown },
): Promise<'later' | 'dead'> {
  const { service, message, error } = failed;
  const tries = numberIn(message, triesHeader) + 1;
  const pause = limits.retryMilliseconds[tries - 1];
  const told = {
    ...asEvent,
    headers: {
      [triesHeader]: tries,
      [errorHeader]: sentenceOf(error),
      [failedAtHeader]: systemClock.now().toISOString(),
    },
  };
  if (pause === undefined) {
    await publisher.send({ ...told, routingKey: names.deadLetters(service) }, bytesOf(message));
    return 'dead';
  }
  await publisher.send(
    { ...told, exchange: names.waiting(pause), routingKey: names.queue(service, weightOf(message)) },
    bytesOf(message),
  );
  return 'later';
}

function sentenceOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, mostErrorCharacters);
}
