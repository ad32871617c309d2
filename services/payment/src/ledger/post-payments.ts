import type { Money } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import { findAttempt, type AttemptRow } from '../attempts/attempt-queries.ts';
import type { RefundRow } from '../refunds/refund-queries.ts';
import { held, paid, paidBack } from './movements.ts';
import { postSets } from './post-sets.ts';

/** Posts the money of an attempt that succeeds in this transaction. */
export async function postPaid(tx: Tx, attempt: AttemptRow): Promise<void> {
  const { amountMinor, currency } = attempt;
  await postSets(tx, [paid({ ...attempt, amount: { amountMinor, currency } })]);
}

/**
 * Posts money that came with an attempt that is left to a person. An amount that nobody could read is posted by whoever reads
 * it, and a transaction that paid for another attempt is posted with that one.
 */
export async function postHeld(
  tx: Tx,
  attempt: AttemptRow,
  came: { readonly amount: Money | undefined; readonly because: string },
): Promise<void> {
  if (came.amount === undefined || came.because === 'transaction-taken') return;
  await postSets(tx, [held({ ...attempt, amount: came.amount })]);
}

/** Posts a refund that arrives in this transaction, by the way its payment came. */
export async function postPaidBack(tx: Tx, refund: RefundRow): Promise<void> {
  const attempt = await findAttempt(tx, refund);
  if (attempt === undefined)
    throw new Error(`Bug: refund ${refund.refundId} was paid back, and its payment is not there`);
  const { amountMinor, currency } = refund;
  await postSets(tx, [paidBack({ ...refund, method: attempt.method, amount: { amountMinor, currency } })]);
}
