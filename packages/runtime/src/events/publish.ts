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
  /** In which trace this became due, of what is told later and with others; left out, the one that we are in. */
  readonly trace?: string | null;
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
  await inSpan({ name: `tell ${declared.type}`, kind: 'producer' }, async () => {
    const here = currentTrace();
    const rows = news.map(({ aggregateId, version, payload, trace }) => [
      newId(),
      String(aggregateId),
      version,
      payload,
      trace ?? here,
    ]);
    await sql`
    with told as (
      insert into outbox (event_id, type, aggregate_id, version, payload, trace)
      select (row ->> 0)::uuid, ${declared.type}, row ->> 1, (row -> 2)::bigint, row -> 3, row ->> 4
        from jsonb_array_elements(${JSON.stringify(rows)}::jsonb) as row)
    select pg_notify('outbox', current_schema())`.execute(tx);
  });
}
