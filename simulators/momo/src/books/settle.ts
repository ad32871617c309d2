import type { Outcome } from '../behaviour/plans.ts';
import type { Switches } from '../behaviour/switches.ts';
import { queueCallbacks } from '../callbacks/queue-callbacks.ts';
import { merchantAccounts, moveMoney, payerAccount } from './accounts.ts';
import type { Writer } from './open-books.ts';
import { closeTransaction, getTransaction, releaseRefund, type Transaction } from './transactions.ts';

/**
 * Ends a pending transaction: status, money and callbacks in one transaction of the books. Success without the money
 * for it becomes NOT_ENOUGH_FUNDS.
 */
export function settle(
  tx: Writer,
  pending: Transaction,
  end: { outcome: Outcome; atMillis: number; switches: Switches },
): Transaction {
  const { referenceId } = pending;
  const outcome =
    end.outcome === 'SUCCESSFUL' && !moveItsMoney(tx, pending, end.atMillis) ? 'NOT_ENOUGH_FUNDS' : end.outcome;
  if (outcome !== 'SUCCESSFUL' && pending.chargeId !== undefined)
    releaseRefund(tx, pending.chargeId, pending.reservedMinor);
  closeTransaction(
    tx,
    referenceId,
    outcome === 'SUCCESSFUL'
      ? { status: 'SUCCESSFUL', reason: undefined, atMillis: end.atMillis }
      : { status: 'FAILED', reason: outcome, atMillis: end.atMillis },
  );
  const settled = getTransaction(tx, referenceId);
  queueCallbacks(tx, settled, end.switches);
  return settled;
}

function moveItsMoney(tx: Writer, transaction: Transaction, atMillis: number): boolean {
  const payer = payerAccount(transaction.party);
  const { referenceId, currency, amountMinor } = transaction;
  return transaction.kind === 'charge'
    ? moveMoney(tx, { referenceId, currency, amountMinor, atMillis, from: payer, to: merchantAccounts.collection })
    : moveMoney(tx, { referenceId, currency, amountMinor, atMillis, from: merchantAccounts.disbursement, to: payer });
}
