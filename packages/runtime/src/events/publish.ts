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
  const { aggregateId, version, payload } = news;
  await sql`
    insert into outbox (event_id, type, aggregate_id, version, payload)
    values (${newId()}, ${declared.type}, ${String(aggregateId)}, ${version}, ${JSON.stringify(payload)}::jsonb)`.execute(
    tx,
  );
  await sql`select pg_notify('outbox', current_schema())`.execute(tx);
}
