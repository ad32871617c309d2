import type { Switches } from '../behaviour/switches.ts';
import { queueCallbacks } from '../callbacks/queue-callbacks.ts';
import type { Company } from '../company.ts';
import { moveMoney } from './accounts.ts';
import type { Writer } from './open-books.ts';
import { closeTransaction, getTransaction, releaseRefund, successful, type Transaction } from './transactions.ts';

export type Ending = {
  company: Company;
  /** `SUCCESSFUL` or the company's word for a failure. */
  outcome: string;
  atMillis: number;
  switches: Switches;
};

/**
 * Ends a pending transaction: status, money and callbacks in one transaction of the books. Success without the money
 * for it fails for want of funds.
 */
export function settle(tx: Writer, pending: Transaction, ending: Ending): Transaction {
  const { company, atMillis } = ending;
  const { referenceId } = pending;
  const covered =
    ending.outcome !== successful ||
    moveMoney(tx, {
      referenceId,
      currency: pending.currency,
      amountMinor: pending.amountMinor,
      from: pending.fromOwner,
      to: pending.toOwner,
      atMillis,
    });
  const outcome = covered ? ending.outcome : company.words.noFunds;
  if (outcome !== successful && pending.chargeId !== undefined)
    releaseRefund(tx, pending.chargeId, pending.reservedMinor);
  closeTransaction(
    tx,
    referenceId,
    outcome === successful
      ? { status: 'SUCCESSFUL', reason: undefined, atMillis }
      : { status: 'FAILED', reason: outcome, atMillis },
  );
  const settled = getTransaction(tx, referenceId);
  queueCallbacks(tx, settled, ending);
  return settled;
}
