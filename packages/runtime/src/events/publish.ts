import { sql } from 'kysely';
import { newId } from '@safiri/kernel';
import type { EventDeclaration, PayloadOf } from '@safiri/contracts/declaring';
import type { Tx } from '../database/connect.ts';
import { currentTrace, inSpan } from '../telemetry/tracing.ts';

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
  const rows = news.map(({ aggregateId, version, payload }) => [newId(), String(aggregateId), version, payload]);
  await inSpan(
    { name: `tell ${declared.type}`, kind: 'producer' },
    async () =>
      await sql`
    with told as (
      insert into outbox (event_id, type, aggregate_id, version, payload, trace)
      select (row ->> 0)::uuid, ${declared.type}, row ->> 1, (row -> 2)::bigint, row -> 3, ${currentTrace()}
        from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as row)
    select pg_notify('outbox', current_schema())`.execute(tx),
  );
}
