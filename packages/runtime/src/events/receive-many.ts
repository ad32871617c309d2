import { sql } from 'kysely';
import type { Envelope } from '@safiri/contracts/declaring';
import type { Database, Tx } from '../database/connect.ts';
import { asService, transaction } from '../database/transaction.ts';
import type { Log } from '../log.ts';
import { measureEvents } from '../telemetry/measure-events.ts';
import { isRecorded } from '../telemetry/tracing.ts';
import { receive, type Consumer, type Received } from './consumer.ts';

/** Messages that are handled alone, at the same time: a service's pool has four connections, and more would only wait for one. */
const mostAtOnce = 4;

export type Hearing = {
  readonly db: Database;
  readonly consumers: readonly Consumer[];
  readonly log: Log;
};

/**
 * Handles messages that were taken together, each with one effect; answers how each came out, in their order. Those of a
 * type whose consumers all take many share a transaction, the others have one each: a message whose trace is recorded too, so
 * that what is done for it is seen as its own. Where a shared one fails, for whatever reason, its messages are handled alone. Messages about one aggregate are handled in the order in which they came.
 */
export async function receiveMany(
  hearing: Hearing,
  envelopes: readonly Envelope[],
): Promise<readonly PromiseSettledResult<Received>[]> {
  const outcomes = new Map<Envelope, PromiseSettledResult<Received>>();
  const alone: Envelope[] = [];
  for (const [type, group] of Map.groupBy(envelopes, (envelope) => envelope.type)) {
    const together = group.filter((envelope) => !isRecorded(envelope.trace));
    if (together.length > 1 && takesMany(hearing.consumers, type)) {
      for (const [envelope, outcome] of await tryTogether(hearing, together))
        outcomes.set(envelope, { status: 'fulfilled', value: outcome });
    }
    alone.push(...group.filter((envelope) => !outcomes.has(envelope)));
  }
  await handleAlone(hearing, alone, outcomes);
  const settled = envelopes.map(
    (envelope): PromiseSettledResult<Received> =>
      outcomes.get(envelope) ?? { status: 'rejected', reason: new Error('Bug: passed over') },
  );
  measureEvents(hearing.db.schema, envelopes, settled);
  return settled;
}

function takesMany(consumers: readonly Consumer[], type: string): boolean {
  const wanted = consumers.filter((consumer) => consumer.type === type);
  return wanted.length > 0 && wanted.every((consumer) => consumer.handleMany !== undefined);
}

/** Nothing, when the transaction they shared failed: none of them has had its effect then, as far as anybody knows. */
async function tryTogether(hearing: Hearing, group: readonly Envelope[]): Promise<ReadonlyMap<Envelope, Received>> {
  try {
    return await transaction(hearing.db, asService, async (tx) => await handleTogether(tx, hearing.consumers, group));
  } catch (error) {
    hearing.log.warn(
      { err: error, type: group[0]?.type, messages: group.length },
      'messages taken together failed and are handled one by one',
    );
    return new Map();
  }
}

async function handleTogether(
  tx: Tx,
  consumers: readonly Consumer[],
  group: readonly Envelope[],
): Promise<ReadonlyMap<Envelope, Received>> {
  const unheard = await remember(tx, group);
  // Taken out of the set when met: a message that came twice has its effect at its first place.
  const news = new Set(group.filter((envelope) => unheard.delete(envelope.eventId)));
  if (news.size > 0)
    for (const consumer of consumers.filter((each) => each.type === group[0]?.type))
      await consumer.handleMany?.(tx, [...news]);
  return new Map(group.map((envelope) => [envelope, news.has(envelope) ? 'handled' : 'repeated']));
}

/** Writes messages into the inbox, sorted so that two processes with the same ones do not wait in a circle; answers those that were not there. */
async function remember(tx: Tx, group: readonly Envelope[]): Promise<Set<string>> {
  const { rows } = await sql<{ id: string }>`
    insert into inbox (message_id) select distinct id from unnest(${group.map((envelope) => envelope.eventId)}::uuid[]) as id order by id
    on conflict do nothing returning message_id as id`.execute(tx);
  return new Set(rows.map((row) => row.id));
}

async function handleAlone(
  { db, consumers }: Hearing,
  envelopes: readonly Envelope[],
  outcomes: Map<Envelope, PromiseSettledResult<Received>>,
): Promise<void> {
  // One iterator for all lanes: whoever is done takes the next aggregate.
  const aggregates = Map.groupBy(envelopes, (envelope) => envelope.aggregateId).values();
  const lane = async (): Promise<void> => {
    for (const about of aggregates)
      for (const envelope of about) {
        const [outcome] = await Promise.allSettled([receive(db, consumers, envelope)]);
        outcomes.set(envelope, outcome);
      }
  };
  await Promise.all(Array.from({ length: mostAtOnce }, lane));
}
