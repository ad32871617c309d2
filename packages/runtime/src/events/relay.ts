import { sql } from 'kysely';
import type { Envelope } from '@safiri/contracts/declaring';
import type { Database } from '../database/connect.ts';
import { asService, transaction } from '../database/transaction.ts';
import type { Log } from '../log.ts';
import type { Broker } from './broker.ts';
import { listenToOutbox } from './outbox-listener.ts';

/** Rows handed on in one transaction: large enough for bulk inserts, small enough that a failed hand-over repeats little. */
const batchRows = 500;
/**
 * As stored, which is compressed about tenfold: a batch of an import's news, megabytes each, must stay far from the half
 * gigabyte a JavaScript text can have. A larger event travels alone.
 */
const batchBytes = 1_000_000;
/** A lost notification delays news by this much at the most. */
const pollMilliseconds = 1_000;
const longestBackOffMilliseconds = 10_000;

export type Relay = { stop(): Promise<void> };

type OutboxRow = {
  id: number;
  event_id: string;
  type: string;
  aggregate_id: string;
  version: number;
  occurred_at: Date;
  payload: unknown;
};

/** Moves one batch from the outbox to the broker, both in one transaction; answers how many rows. Several may run side by side. */
export async function relayBatch(db: Database, broker: Broker): Promise<number> {
  return await transaction(db, asService, async (tx) => {
    const { rows } = await sql<OutboxRow>`
      with free as (
        select id, pg_column_size(payload) as bytes from outbox order by id limit ${batchRows} for update skip locked),
      batch as (
        select id, sum(bytes) over (order by id) - bytes as bytes_before from free)
      delete from outbox where id in (select id from batch where bytes_before < ${batchBytes})
      returning id, event_id, type, aggregate_id, version, occurred_at, payload`.execute(tx);
    if (rows.length > 0)
      await broker.deliver(
        rows.toSorted((a, b) => a.id - b.id).map((row) => toEnvelope(row, db.schema)),
        tx,
      );
    return rows.length;
  });
}

/** Keeps the outbox empty: woken by notification, and polling in case one was lost. Runs until stopped. */
export function startRelay(options: { readonly db: Database; readonly broker: Broker; readonly log: Log }): Relay {
  const { db, broker, log } = options;
  const wake = createWakeUp();
  let stopped = false;
  const listener = listenToOutbox(db, wake.ring);
  const loop = (async () => {
    let failures = 0;
    while (!stopped) {
      // Reset before reading, or a notification between read and sleep is lost.
      wake.reset();
      try {
        const moved = await relayBatch(db, broker);
        failures = 0;
        if (moved > 0) continue;
      } catch (error) {
        failures += 1;
        log.warn({ err: error, schema: db.schema, failures }, 'outbox relay will try again');
      }
      await wake.wait(
        failures === 0
          ? pollMilliseconds
          : Math.min(longestBackOffMilliseconds, pollMilliseconds * 2 ** Math.min(failures, 5)),
      );
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      wake.ring();
      await loop;
      await listener.stop();
    },
  };
}

function toEnvelope(row: OutboxRow, source: string): Envelope {
  return {
    eventId: row.event_id,
    type: row.type,
    source,
    aggregateId: row.aggregate_id,
    version: row.version,
    occurredAt: row.occurred_at.toISOString(),
    payload: row.payload,
  };
}

function createWakeUp(): { ring: () => void; reset: () => void; wait: (milliseconds: number) => Promise<void> } {
  let rung = false;
  let release: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      release?.();
    },
    reset: () => {
      rung = false;
    },
    wait: async (milliseconds) => {
      if (rung) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        release = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      release = undefined;
    },
  };
}
