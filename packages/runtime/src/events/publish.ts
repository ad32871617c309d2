import { sql } from 'kysely';
import { newId } from '@safiri/kernel';
import type { EventDeclaration, PayloadOf } from '@safiri/contracts/declaring';
import type { Tx } from '../database/connect.ts';

/** Which aggregate the news is about, and the version it has since this transaction. */
export type About = { readonly aggregateId: string | number; readonly version: number };

/** Leaves an event in this transaction's outbox and wakes the relay at commit. */
export async function publish<Declared extends EventDeclaration>(
  tx: Tx,
  declared: Declared,
  about: About,
  payload: PayloadOf<Declared>,
): Promise<void> {
  await sql`
    insert into outbox (event_id, type, aggregate_id, version, payload)
    values (${newId()}, ${declared.type}, ${String(about.aggregateId)}, ${about.version}, ${JSON.stringify(payload)}::jsonb)`.execute(
    tx,
  );
  await sql`select pg_notify('outbox', current_schema())`.execute(tx);
}
