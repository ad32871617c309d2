import { sql } from 'kysely';
import { Compile } from 'typebox/compile';
import type { Envelope, EventDeclaration, PayloadOf, ServiceName } from '@safiri/contracts/declaring';
import type { Database, Tx } from '../database/connect.ts';
import { asService, transaction } from '../database/transaction.ts';
import { fieldMistakes } from '../field-mistakes.ts';
import { continueTrace, type SpanFacts } from '../telemetry/tracing.ts';
import type { Subscriptions } from './broker.ts';

/** What a service does when it hears an event, inside the transaction that also remembers the message. */
export type Consumer = {
  readonly type: string;
  readonly handle: (tx: Tx, envelope: Envelope) => Promise<void>;
  /** The same for messages that came together, in the order in which they were told; left out by who takes them one by one. */
  readonly handleMany?: (tx: Tx, envelopes: readonly Envelope[]) => Promise<void>;
};

/** A message as a consumer of many is given it. */
export type Message<Declared extends EventDeclaration> = {
  readonly payload: PayloadOf<Declared>;
  readonly envelope: Envelope;
};

/** One row of a service's consumers table: the event's payload is parsed at this border. */
export function on<Declared extends EventDeclaration>(
  declared: Declared,
  handle: (tx: Tx, payload: PayloadOf<Declared>, envelope: Envelope) => Promise<void>,
): Consumer {
  const parse = parserOf(declared);
  return { type: declared.type, handle: async (tx, envelope) => await handle(tx, parse(envelope), envelope) };
}

/**
 * As `on`, for what is heard so often that messages are taken together: one transaction, whose statements are for all of
 * them. When it fails, each message is handled alone by the same function, so one bad message fails alone.
 */
export function onMany<Declared extends EventDeclaration>(
  declared: Declared,
  handle: (tx: Tx, messages: readonly Message<Declared>[]) => Promise<void>,
): Consumer {
  const parse = parserOf(declared);
  const handleMany = async (tx: Tx, envelopes: readonly Envelope[]): Promise<void> =>
    await handle(
      tx,
      envelopes.map((envelope) => ({ payload: parse(envelope), envelope })),
    );
  return { type: declared.type, handleMany, handle: async (tx, envelope) => await handleMany(tx, [envelope]) };
}

function parserOf<Declared extends EventDeclaration>(declared: Declared): (envelope: Envelope) => PayloadOf<Declared> {
  const validator = Compile(declared.payload);
  return (envelope) => {
    if (!validator.Check(envelope.payload)) {
      const [first] = fieldMistakes(validator.Errors(envelope.payload));
      throw new Error(
        `Event ${envelope.type} ${envelope.eventId} does not fit its contract: ${first?.pointer ?? ''} ${first?.message ?? ''}`,
      );
    }
    return envelope.payload as PayloadOf<Declared>;
  };
}

/** What became of a message: its effect is there now, was there before, or nobody here wants it. */
export type Received = 'handled' | 'repeated' | 'not-wanted';

/** Handles one message with one effect: the inbox row and the effect commit together, a redelivered message does nothing. */
export async function receive(db: Database, consumers: readonly Consumer[], envelope: Envelope): Promise<Received> {
  const wanted = consumers.filter((consumer) => consumer.type === envelope.type);
  if (wanted.length === 0) return 'not-wanted';
  return await continueTrace(
    envelope.trace,
    hearing(db, envelope),
    async () =>
      await transaction(db, asService, async (tx) => {
        const { numAffectedRows } =
          await sql`insert into inbox (message_id) values (${envelope.eventId}) on conflict do nothing`.execute(tx);
        if (numAffectedRows === 0n) return 'repeated';
        for (const consumer of wanted) await consumer.handle(tx, envelope);
        return 'handled';
      }),
  );
}

function hearing({ schema }: Database, { type, eventId }: Envelope): SpanFacts {
  return {
    name: `${schema} hears ${type}`,
    kind: 'consumer',
    attributes: { 'messaging.destination.name': schema, 'messaging.message.id': eventId },
  };
}

/** Who wants what, from the consumers of all services. */
export function subscriptionsOf(
  services: readonly { readonly name: ServiceName; readonly consumers: readonly Consumer[] }[],
): Subscriptions {
  const queues = new Map<string, ServiceName[]>();
  for (const service of services) {
    for (const type of new Set(service.consumers.map((consumer) => consumer.type)))
      queues.set(type, [...(queues.get(type) ?? []), service.name]);
  }
  return queues;
}
