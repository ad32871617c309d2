import { sql } from 'kysely';
import type { Invariant } from '@safiri/contracts';
import type { Tx } from '../database/connect.ts';
import type { Finding } from './auditor.ts';

export type KeptViolation = {
  readonly violationId: string;
  readonly kind: string;
  readonly subject: string;
  readonly foundAt: Date;
  readonly raised: boolean;
  /** Since it was first seen this time. */
  readonly seenSeconds: number;
};

/** Remembers each by kind and subject; one that was over begins anew. Sorted, so that two processes do not wait in a circle. */
export async function putViolations(
  tx: Tx,
  found: readonly (Finding & { readonly violationId: string; readonly invariant: Invariant })[],
): Promise<KeptViolation[]> {
  const { rows } = await sql<KeptViolation>`
    insert into violations as v (violation_id, kind, subject, invariant, order_id, trip_id, sentence)
    select "violationId", kind, subject, invariant, "orderId", "tripId", sentence
      from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as f (
           "violationId" uuid, kind text, subject text, invariant text, "orderId" uuid, "tripId" bigint, sentence text)
     order by kind, subject
    on conflict (kind, subject) do update
       set sentence = excluded.sentence, looked_at = clock_timestamp(), over_at = null,
           first_seen_at = case when v.over_at is null then v.first_seen_at else clock_timestamp() end,
           raised_at = case when v.over_at is null then v.raised_at end
    returning violation_id as "violationId", kind, subject, first_seen_at as "foundAt", raised_at is not null as raised,
              extract(epoch from clock_timestamp() - first_seen_at)::float8 as "seenSeconds"`.execute(tx);
  return rows;
}

/** Marks violations as said; answers by id how often each was. */
export async function markRaised(tx: Tx, violationIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ violationId: string; version: number }>`
    update violations set raised_at = clock_timestamp(), version = version + 1
     where violation_id = any (${violationIds}::uuid[])
    returning violation_id as "violationId", version`.execute(tx);
  return new Map(rows.map((row) => [row.violationId, row.version]));
}

export type OpenViolation = Pick<Finding, 'kind' | 'subject' | 'orderId' | 'tripId'> & { readonly violationId: string };

/** Takes violations that are not over, those looked at longest ago first; no other process looks at them meanwhile. */
export async function lockOpenViolations(tx: Tx, limit: number): Promise<OpenViolation[]> {
  const { rows } = await sql<OpenViolation>`
    select violation_id as "violationId", kind, subject, order_id as "orderId", trip_id as "tripId"
      from violations where over_at is null order by looked_at limit ${limit} for update skip locked`.execute(tx);
  return rows;
}

/** What was said is over from now on; a suspicion that was never said is forgotten. */
export async function endViolations(tx: Tx, violationIds: readonly string[]): Promise<void> {
  await sql`
    with forgotten as (
      delete from violations where violation_id = any (${violationIds}::uuid[]) and raised_at is null)
    update violations set over_at = clock_timestamp(), looked_at = clock_timestamp()
     where violation_id = any (${violationIds}::uuid[]) and raised_at is not null`.execute(tx);
}

/** Where a pass is; undefined while another process takes its step. */
export async function lockCursor(tx: Tx, name: string): Promise<{ readonly position: string | null } | undefined> {
  await sql`insert into audit_cursors (name) values (${name}) on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ position: string | null }>`
    select position from audit_cursors where name = ${name} for update skip locked`.execute(tx);
  return rows[0];
}

export async function moveCursor(tx: Tx, name: string, position: string | null): Promise<void> {
  await sql`
    update audit_cursors
       set position = ${position}, moved_at = clock_timestamp(),
           round_ended_at = case when ${position}::text is null then clock_timestamp() else round_ended_at end
     where name = ${name}`.execute(tx);
}
