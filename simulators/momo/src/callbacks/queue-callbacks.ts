import type { Switches } from '../behaviour/switches.ts';
import type { Writer } from '../books/open-books.ts';
import type { Transaction } from '../books/transactions.ts';
import { statusView } from '../wire/status-view.ts';
import { insertCallback } from './callback-queries.ts';

/** Books the callbacks of a transaction that has just ended, in the manner its plan chose. None without a callback address. */
export function queueCallbacks(tx: Writer, transaction: Transaction, switches: Switches): void {
  const { callbackUrl, callbackManner, referenceId, settledMillis } = transaction;
  if (callbackUrl === undefined || settledMillis === undefined) return;
  const delaySeconds = callbackManner === 'before-answer' ? 0 : switches.callbackSeconds;
  for (const body of callbackBodies(transaction, switches)) {
    insertCallback(tx, {
      referenceId,
      url: callbackUrl,
      body: JSON.stringify(body),
      nextMillis: settledMillis + delaySeconds * 1000,
    });
  }
}

function callbackBodies(transaction: Transaction, switches: Switches): object[] {
  const truth = statusView(transaction, switches);
  switch (transaction.callbackManner) {
    case 'normal':
    case 'before-answer':
      return [truth];
    case 'twice':
      return [truth, truth];
    case 'lost':
      return [];
    case 'wrong-amount':
      return [{ ...truth, amount: transaction.amountText === '1' ? '2' : '1' }];
    case 'contradicting':
      return [contradiction(transaction, switches), truth];
    case 'sparse':
      return [{ externalId: transaction.externalId, status: transaction.status }];
  }
}

function contradiction(transaction: Transaction, switches: Switches): object {
  return transaction.status === 'SUCCESSFUL'
    ? statusView({ ...transaction, status: 'FAILED', reason: 'EXPIRED' }, switches)
    : statusView({ ...transaction, status: 'SUCCESSFUL', reason: undefined }, switches);
}
