import type { AsyncMessage, Envelope as Properties, SyncMessage } from 'rabbitmq-client';
import { Compile } from 'typebox/compile';
import { Envelope } from '@safiri/contracts/declaring';
import { heavyBytes } from '../outbox-batch.ts';
import type { Weight } from './names.ts';

/** How often a message was tried, and why it failed last: carried by itself, since it leaves its queue in between. */
export const triesHeader = 'safiri-tries';
export const errorHeader = 'safiri-error';
export const failedAtHeader = 'safiri-failed-at';
/** An error says what went wrong in far less; a header is read with every delivery. */
export const mostErrorCharacters = 500;

/** A text on its way: written to the disk of the server before it is confirmed. Bytes, so that nobody writes it out anew. */
export const asEvent = { durable: true, contentType: 'application/octet-stream' } as const satisfies Properties;

type Taken = Pick<AsyncMessage | SyncMessage, 'body' | 'headers'>;

const envelope = Compile(Envelope);

/** The event in a message; undefined where it carries something else. */
export function eventIn(message: Taken): Envelope | undefined {
  try {
    const value: unknown = JSON.parse(bytesOf(message).toString('utf8'));
    return envelope.Check(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function bytesOf({ body }: Taken): Buffer {
  const given: unknown = body;
  return Buffer.isBuffer(given)
    ? given
    : Buffer.from(typeof given === 'string' ? given : JSON.stringify(given ?? null));
}

export function weightOf(message: Taken): Weight {
  return bytesOf(message).length > heavyBytes ? 'heavy' : 'light';
}

/** A header's value, of the type that we wrote. */
export function numberIn({ headers }: Taken, name: string): number {
  const value: unknown = headers?.[name];
  return typeof value === 'number' ? value : 0;
}

export function textIn({ headers }: Taken, name: string): string | undefined {
  const value: unknown = headers?.[name];
  return typeof value === 'string' ? value : undefined;
}
