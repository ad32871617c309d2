import type { Money } from '@safiri/kernel';
import { decisionOf, type Decision } from '../behaviour/choose-plan.ts';
import type { Plan } from '../behaviour/plans.ts';
import type { Context } from '../context.ts';
import { openAccount } from './accounts.ts';
import { rememberReached } from './clock-queries.ts';
import type { Writer } from './open-books.ts';
import { insertTransaction, reserveRefund, type NewTransaction } from './transactions.ts';

/** An account by its owner, and what it holds when it is first used. */
export type Wallet = { owner: string; openedMinor: number };

export type Booking = Pick<
  NewTransaction,
  'referenceId' | 'kind' | 'caller' | 'externalId' | 'party' | 'details' | 'callbackUrl' | 'chargeId'
> & { amount: Money; from: Wallet; to: Wallet };

/**
 * Writes a pending transaction with the decision of its plan; false when its reference id was used before. A refund of
 * more than is left of its charge, or of a charge that has not succeeded, is taken and then fails at once.
 */
export function bookTransaction(tx: Writer, context: Context, { plan, ...request }: Booking & { plan: Plan }): boolean {
  const { amount, from, to, ...booking } = request;
  const { company } = context;
  const switches = context.switches();
  const nowMillis = context.clock.nowMillis();
  for (const wallet of [from, to]) openAccount(tx, { ...wallet, currency: amount.currency });
  const covered = booking.chargeId === undefined || reserveRefund(tx, booking.chargeId, amount.amountMinor);
  const decision: Decision | undefined = covered
    ? decisionOf(plan, { company, switches, nowMillis })
    : { atMillis: nowMillis, outcome: company.words.notCovered };
  rememberReached(tx, nowMillis);
  return insertTransaction(tx, {
    ...booking,
    ...amount,
    fromOwner: from.owner,
    toOwner: to.owner,
    callbackManner: plan.callback,
    reservedMinor: covered && booking.chargeId !== undefined ? amount.amountMinor : 0,
    waitsForPerson: plan.answer === 'person',
    createdMillis: nowMillis,
    expiresMillis: nowMillis + switches.promptLifetimeSeconds * 1000,
    dueMillis: decision?.atMillis,
    dueOutcome: decision?.outcome,
  });
}
