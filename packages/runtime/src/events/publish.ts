import { sql } from 'kysely';
import { newId } from '@safiri/kernel';
import type { EventDeclaration, PayloadOf } from '@safiri/contracts/declaring';
import type { Tx } from '../database/connect.ts';

/** Which aggregate the news is about, the version it has since this transaction, and what is told of it. */
export type News<Declared extends EventDeclaration> = {
  readonly aggregateId: string | number;
  readonly version: number;
  readonly payload: PayloadOf<Declared>;
};

/** Leaves an event in this transaction's outbox and wakes the relay at commit. */
export async function publish<Declared extends EventDeclaration>(
  tx: Tx,
  declared: Declared,
  news: News<Declared>,
): Promise<void> {
  await publishMany(tx, declared, [news]);
}

/** As `publish`, for events of one type, in this order, by one statement. */
export async function publishMany<Declared extends EventDeclaration>(
  tx: Tx,
  declared: Declared,
  news: readonly News<Declared>[],
): Promise<void> {
  if (news.length === 0) return;
  const rows = news.map(({ aggregateId, version, payload }) => ({
    event_id: newId(),
    aggregate_id: String(aggregateId),
    version,
    payload,
  }));
  await sql`
    with told as (
      insert into outbox (event_id, type, aggregate_id, version, payload)
      select event_id, ${declared.type}, aggregate_id, version, payload
        from json_to_recordset(${JSON.stringify(rows)}::json) as x (event_id uuid, aggregate_id text, version bigint, payload jsonb))
    select pg_notify('outbox', current_schema())`.execute(tx);
}
