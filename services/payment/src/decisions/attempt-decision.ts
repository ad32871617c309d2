import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { assert, DomainError, newId, type Money } from '@safiri/kernel';
import type { Tx } from '@safiri/runtime';
import { findAttempt, type AttemptRow } from '../attempts/attempt-queries.ts';
import type { Ending } from '../attempts/move-attempt.ts';
import { tellOutcome } from '../attempts/settle-attempt.ts';
import type { Ctx } from '../context.ts';
import { heldUndone, owedToPayer } from '../ledger/movements.ts';
import { postPaid } from '../ledger/post-payments.ts';
import { postSets } from '../ledger/post-sets.ts';
import { readAttemptFacts, type AttemptFacts } from './attempt-facts.ts';
import type { Decision } from './decision-queries.ts';
import type { CarryOut } from './judge.ts';

/** Whose the money is: its order's, the payer's, or nobody's, because none came. */
export async function judgeAttempt(ctx: Ctx, tx: Tx, decision: Decision): Promise<CarryOut> {
  // One at a time, so that no two give back the same transaction. People decide some times a day.
  await sql`select pg_advisory_xact_lock(hashtextextended('decisions about attempts', 0))`.execute(tx);
  const attempt = await findAttempt(tx, { orderId: decision.orderId, attemptId: decision.subjectId });
  assert(attempt !== undefined, 'the attempt is held by this transaction');
  const facts = await readAttemptFacts(tx, attempt);
  refuseUnfit(decision, attempt, facts);
  const deciding = { attempt, facts, decision, now: ctx.clock.now() };
  return async () => await carryOut(tx, deciding);
}

async function carryOut(tx: Tx, deciding: Judged): Promise<void> {
  const { decision, facts } = deciding;
  if (decision.action === 'accept') return await accept(tx, deciding);
  const reason = decision.action === 'give-back' ? 'given-back' : 'nothing-came';
  if (facts.isHeld) await endHeld(tx, deciding, { to: 'failed', reason });
  // What lies in suspense for a transaction that is the money of another attempt was counted twice.
  await (decision.action === 'give-back' ? giveBack(tx, deciding) : undoHeld(tx, deciding));
}

function refuseUnfit(decision: Decision, attempt: AttemptRow, facts: AttemptFacts): void {
  const { action } = decision;
  if (!facts.isHeld && !facts.isLate)
    throw new DomainError('NOTHING_TO_DECIDE', 'Nothing of this attempt waits for a decision.');
  if (action === 'nothing-came') {
    if (facts.isCertain)
      throw new DomainError('NOT_FOR_THIS', 'Money of this attempt came: accept it or give it back.');
    return refuseOtherAmount(decision, attempt);
  }
  if (facts.isTaken) throw new DomainError('TRANSACTION_TAKEN', 'This transaction is the money of another attempt.');
  if (facts.transactionId === null)
    throw new DomainError('NOT_FOR_THIS', 'Nobody has said that money of this attempt moved.');
  if (action === 'give-back') return refuseOtherAmount(decision, facts.came ?? decision);
  if (!facts.isHeld)
    throw new DomainError('NOT_FOR_THIS', 'This attempt was told as failed, and stays so: give the money back.');
  refuseOtherAmount(decision, attempt);
  // A part of a price buys nothing, and what is too much is nobody's.
  if (facts.came !== null) refuseOtherAmount(decision, facts.came);
}

function refuseOtherAmount(decision: Decision, { amountMinor, currency }: Money): void {
  if (decision.amountMinor === amountMinor && decision.currency === currency && amountMinor > 0) return;
  throw new DomainError('AMOUNT_DIFFERS', `It is about ${amountMinor} ${currency}, in minor units.`, {
    field: '/body/amount',
  });
}

type Deciding = { readonly attempt: AttemptRow; readonly decision: Decision; readonly now: Date };
type Judged = Deciding & { readonly facts: AttemptFacts };

/** Out of suspense, and then as any payment: ticketing hears of it, and sells or has it sent back. */
async function accept(tx: Tx, deciding: Judged): Promise<void> {
  const { attempt, facts } = deciding;
  const { transactionId } = facts;
  assert(transactionId !== null, 'what is accepted came by a transaction');
  await undoHeld(tx, deciding);
  await endHeld(tx, deciding, { to: 'succeeded', transactionId });
  await postPaid(tx, attempt);
}

async function undoHeld(tx: Tx, { attempt, facts }: Judged): Promise<void> {
  if (facts.inSuspense && facts.came !== null) await postSets(tx, [heldUndone({ ...attempt, amount: facts.came })]);
}

/** It becomes a refund, which the refund job pays. */
async function giveBack(tx: Tx, { attempt, facts, decision, now }: Judged): Promise<void> {
  const { orderId, attemptId, orderReference, method } = attempt;
  const { amountMinor, currency } = decision;
  const [refundId, amount] = [newId(), { amountMinor, currency }];
  await sql`
    insert into refunds (order_id, refund_id, attempt_id, amount_minor, currency, order_reference, status, cause, payment_transaction_id,
                         provider_reference, tries, due_at, next_check_at)
    values (${orderId}, ${refundId}, ${attemptId}, ${amountMinor}, ${currency}, ${orderReference}, 'pending', 'decided', ${facts.transactionId},
            ${randomUUID()}, 1, ${now}, ${now})`.execute(tx);
  await postSets(tx, [owedToPayer({ refundId, orderId, amount, method, inSuspense: facts.inSuspense })]);
}

/** Ends an attempt that waited for a person. The database asks whether one decided. */
async function endHeld(tx: Tx, { attempt, decision, now }: Deciding, end: Ending): Promise<void> {
  const { rows } = await sql<{ version: number }>`
    update attempts set status = ${end.to}, version = version + 1, cause = 'decided', detail = ${`decision ${decision.decisionId}`},
           reason = ${end.to === 'failed' ? end.reason : null},
           provider_transaction_id = ${end.to === 'succeeded' ? end.transactionId : null}, settled_at = ${now}
     where order_id = ${attempt.orderId} and attempt_id = ${attempt.attemptId} and held_because is not null and settled_at is null
    returning version`.execute(tx);
  const version = rows[0]?.version;
  assert(version !== undefined, 'the attempt is held by this transaction');
  await tellOutcome(tx, attempt, { ...end, version });
}
