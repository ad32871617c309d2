import { sql } from 'kysely';
import type { AttemptStatus } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { AttemptRow } from './attempt-queries.ts';

/** Why an attempt moves: a word of ours, and what the payment company said. */
export type Why = { readonly cause: string; readonly detail: string | null };

export type Waiting = { readonly to: 'pending' | 'unknown' };
export type Ending =
  | { readonly to: 'succeeded'; readonly transactionId: string }
  | { readonly to: 'failed'; readonly reason: string };

/** From where each state may be reached. The database refuses everything else as well. */
const before: Readonly<Record<Waiting['to'] | Ending['to'], readonly AttemptStatus[]>> = {
  pending: ['created'],
  unknown: ['created', 'pending'],
  succeeded: ['created', 'pending', 'unknown'],
  failed: ['created', 'pending', 'unknown'],
};

/** Moves an attempt on to a state in which its outcome is still open. Nothing happens when it is further already. */
export async function moveToWaiting(tx: Tx, attempt: AttemptRow, step: Waiting & Why): Promise<void> {
  await sql`
    update attempts set status = ${step.to}, version = version + 1, cause = ${step.cause}, detail = ${step.detail}
     where order_id = ${attempt.orderId} and attempt_id = ${attempt.attemptId} and status = any(${before[step.to]})`.execute(
    tx,
  );
}

/** Sets when the status is asked for next, unless somebody has set it since this attempt was claimed. */
export async function keepWaiting(tx: Tx, attempt: AttemptRow, nextCheckAt: Date): Promise<void> {
  await sql`
    update attempts set checks = checks + 1,
           next_check_at = case when next_check_at = ${attempt.nextCheckAt} then ${nextCheckAt} else next_check_at end
     where order_id = ${attempt.orderId} and attempt_id = ${attempt.attemptId} and next_check_at is not null`.execute(
    tx,
  );
}

/** Ends an attempt; answers its new version, or undefined when it was over or is a person's to decide. */
export async function moveToEnd(
  tx: Tx,
  attempt: AttemptRow,
  end: Ending & Why & { readonly now: Date },
): Promise<number | undefined> {
  const { rows } = await sql<{ version: number }>`
    update attempts set status = ${end.to}, version = version + 1, cause = ${end.cause}, detail = ${end.detail},
           reason = ${end.to === 'failed' ? end.reason : null},
           provider_transaction_id = ${end.to === 'succeeded' ? end.transactionId : null},
           settled_at = ${end.now}, next_check_at = null
     where order_id = ${attempt.orderId} and attempt_id = ${attempt.attemptId}
       and status = any(${before[end.to]}) and held_because is null
    returning version`.execute(tx);
  return rows[0]?.version;
}

/** Leaves an attempt to a person: unknown, and asked for no more. */
export async function hold(tx: Tx, attempt: AttemptRow, why: Why & { readonly because: string }): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update attempts set status = 'unknown', version = version + 1, cause = ${why.cause}, detail = ${why.detail},
           held_because = ${why.because}, next_check_at = null
     where order_id = ${attempt.orderId} and attempt_id = ${attempt.attemptId}
       and settled_at is null and held_because is null`.execute(tx);
  return numAffectedRows === 1n;
}
