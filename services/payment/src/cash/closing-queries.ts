import { sql } from 'kysely';
import type { CashCount } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';

export type NewClosing = {
  readonly sessionId: string;
  readonly count: CashCount;
  readonly countedMinor: number;
  readonly expectedMinor: number;
  readonly flagged: boolean;
  readonly now: Date;
};

export async function insertClosing(tx: Tx, closing: NewClosing): Promise<void> {
  await sql`
    insert into cash_closings (session_id, closing_no, count, counted_minor, expected_minor, flagged, counted_at)
    select ${closing.sessionId}::uuid, count(*) + 1, ${JSON.stringify(closing.count)}::jsonb, ${closing.countedMinor}::bigint,
           ${closing.expectedMinor}::bigint, ${closing.flagged}::boolean, ${closing.now}::timestamptz
      from cash_closings where session_id = ${closing.sessionId}`.execute(tx);
}

/** Whether the newest count of a session was this one. */
export async function isNewestCount(tx: Tx, sessionId: string, count: CashCount): Promise<boolean> {
  const { rows } = await sql<{ same: boolean }>`
    select count = ${JSON.stringify(count)}::jsonb as same from cash_closings
     where session_id = ${sessionId} order by closing_no desc limit 1`.execute(tx);
  return rows[0]?.same === true;
}

export type Review = {
  readonly sessionId: string;
  readonly decision: 'approve' | 'recount';
  readonly note: string | null;
  readonly reviewedBy: string;
  readonly now: Date;
};

/** Writes what a reviewer says of the newest count. */
export async function reviewClosing(tx: Tx, review: Review): Promise<void> {
  await sql`
    update cash_closings set decision = ${review.decision}, note = ${review.note}, reviewed_by = ${review.reviewedBy}, reviewed_at = ${review.now}
     where session_id = ${review.sessionId} and decision is null`.execute(tx);
}
