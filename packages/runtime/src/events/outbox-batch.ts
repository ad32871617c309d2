import { sql } from 'kysely';
import type { Tx } from '../database/connect.ts';

/** Rows handed on in one transaction: large enough for bulk inserts, small enough that a failed hand-over repeats little. */
export const batchRows = 1_000;
/** As stored, which is compressed about tenfold: of an import's news, megabytes each, a batch has a few. A larger event travels alone. */
export const batchBytes = 1_000_000;
/** Of the payload: a heavy message, as an import of a network tells, travels alone. */
export const heavyBytes = 32_768;

/** Every service looks once a second: planning a batch for nothing would cost more than all else an idle process does. */
export async function isEmpty(tx: Tx): Promise<boolean> {
  const { rows } = await sql`select from outbox limit 1`.execute(tx);
  return rows.length === 0;
}

/** What travels, of a row of the outbox; with its trace where it has one, else the payload would be copied for nothing. */
export const messageOfRow = sql`
  jsonb_build_object('eventId', event_id, 'type', type, 'source', current_schema(), 'aggregateId', aggregate_id, 'version', version,
    'occurredAt', to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'payload', payload)
  || case when trace is null then '{}' else jsonb_build_object('trace', trace) end`;

/** How large the payload of a row is, without unpacking it where it was stored as it is. */
export const bytesOfRow = sql`
  case when pg_column_compression(payload) is null then pg_column_size(payload) else octet_length(payload::text) end`;
