import { sql } from 'kysely';
import type { Money } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import { platformId } from '../ledger/ledger-set.ts';

/** What is known of money that came with an attempt and contradicts what we said or asked for. */
export type AttemptFacts = {
  /** Held, and not decided. */
  readonly isHeld: boolean;
  /** Told as failed, and its company or a statement says otherwise. */
  readonly isLate: boolean;
  readonly transactionId: string | null;
  /** Null where nobody could read how much it was. */
  readonly came: Money | null;
  /** Whether it stands in the ledger as money that is nobody's yet. */
  readonly inSuspense: boolean;
  /** The transaction paid for another attempt, or went back as the money of another one. */
  readonly isTaken: boolean;
  /** Whether it is certain that money of this attempt came. */
  readonly isCertain: boolean;
};

type Row = {
  readonly isHeld: boolean;
  readonly isFailed: boolean;
  readonly heldBecause: string | null;
  readonly transactionId: string | null;
  readonly amountMinor: number | null;
  readonly currency: string | null;
  readonly inSuspense: boolean;
  readonly isTaken: boolean;
  readonly saidToMove: boolean;
  readonly saidAnything: boolean;
  readonly givenBack: boolean;
  readonly nothingCame: boolean;
};

export async function readAttemptFacts(
  tx: Tx,
  { orderId, attemptId }: { readonly orderId: string; readonly attemptId: string },
): Promise<AttemptFacts> {
  const { rows } = await sql<Row>`
    with known as (
      select a.attempt_id, a.method, a.held_because, a.status = 'failed' as is_failed,
             a.held_because is not null and a.settled_at is null as is_held,
             -- As settle-attempt.ts leaves it with what is held.
             case when a.settled_at is null then substring(a.detail from '^transaction (.+)$')
                  else coalesce(l.provider_transaction_id, s.transaction_id) end as transaction_id,
             coalesce(e.amount_minor, l.amount_minor, s.amount_minor) as amount_minor,
             case when e.amount_minor is not null then e.currency when l.amount_minor is not null then l.currency else s.currency end as currency,
             e.amount_minor is not null as in_suspense, coalesce(l.said = 'succeeded', false) or s.transaction_id is not null as said_to_move,
             l.said is not null or s.transaction_id is not null as said_anything
        from attempts a
        left join late_outcomes l on l.order_id = a.order_id and l.attempt_id = a.attempt_id
        left join lateral (
          select transaction_id, amount_minor, currency from statement_lines
           where subject_id = a.attempt_id and kind = 'payment' and status = 'succeeded' order by happened_at, line_id limit 1) s on true
        left join ledger_entries e on e.company_id = ${platformId} and e.source_kind = 'attempt-held' and e.source_id = a.attempt_id and e.account = 'clearing'
         and not exists (select from ledger_entries u where u.company_id = ${platformId} and u.source_kind = 'held-undone' and u.source_id = a.attempt_id)
       where a.order_id = ${orderId} and a.attempt_id = ${attemptId})
    select is_held as "isHeld", is_failed as "isFailed", held_because as "heldBecause", transaction_id as "transactionId", amount_minor as "amountMinor",
           currency, in_suspense as "inSuspense", said_to_move as "saidToMove", said_anything as "saidAnything",
           is_of_another(attempt_id, method, transaction_id) as "isTaken",
           exists (select from refunds r where r.attempt_id = k.attempt_id and r.order_id = ${orderId} and r.payment_transaction_id is not null) as "givenBack",
           stands_decided(attempt_id, '{nothing-came}') as "nothingCame"
      from known k`.execute(tx);
  const row = rows[0];
  if (row === undefined) throw new Error(`Bug: attempt ${attemptId} is held by this transaction and is not there`);
  return factsOf(row);
}

function factsOf(row: Row): AttemptFacts {
  const isTaken = row.isTaken || (row.isHeld && row.heldBecause === 'transaction-taken');
  const isCertain = !isTaken && (row.inSuspense || row.saidToMove);
  const { amountMinor, currency } = row;
  return {
    isHeld: row.isHeld,
    isLate: row.isFailed && row.saidAnything && !row.givenBack && (isCertain || !row.nothingCame),
    transactionId: row.transactionId,
    came: amountMinor === null || currency === null ? null : { amountMinor, currency },
    inSuspense: row.inSuspense,
    isTaken,
    isCertain,
  };
}
