import type { CallbackMessage, Company, Switches, Transaction } from '@safiri/simulator-kit';
import { findScenario } from './behaviour/scenarios.ts';
import { mpesaChoices, mpesaWords, ordinaryPlans } from './behaviour/words.ts';
import { receiptOf } from './books/receipts.ts';
import { refusalCodes } from './wire/errors.ts';
import { asyncResult, timeoutResult } from './wire/async-result.ts';
import { stkCallback } from './wire/stk-callback.ts';

/** Safaricom's M-Pesa as the kit needs to know it. */
export const mpesa: Company = {
  name: 'mpesa',
  title: 'M-Pesa',
  schema: { tables: '', upgrades: [] },
  ordinaryPlans,
  words: mpesaWords,
  refusals: refusalCodes,
  choices: mpesaChoices,
  findScenario,
  callback: truth,
  callbackManners: {
    'wrong-amount': (transaction, switches) => {
      const amountMinor = transaction.amountMinor === 100 ? 200 : 100;
      return [truth({ ...transaction, amountMinor }, switches)];
    },
    contradicting: (transaction, switches) => [contradiction(transaction, switches), truth(transaction, switches)],
    'timeout-first': (transaction, switches) => {
      const url = transaction.details['timeoutUrl'];
      const result = truth(transaction, switches);
      return url === undefined ? [result] : [{ ...post(timeoutResult(transaction)), url }, result];
    },
  },
  // Sources disagree about retries; five of them a minute apart are enough for a listener that comes back.
  retryAfterSeconds: (attempts, { choices }) =>
    choices['callbackRetries'] === 'retry' && attempts <= 5 ? 60 : undefined,
  receipt: receiptOf,
};

function truth(transaction: Transaction, switches: Switches): CallbackMessage {
  return post(transaction.kind === 'charge' ? stkCallback(transaction, switches) : asyncResult(transaction, switches));
}

function contradiction(transaction: Transaction, switches: Switches): CallbackMessage {
  return transaction.status === 'SUCCESSFUL'
    ? truth({ ...transaction, status: 'FAILED', reason: mpesaWords.refused }, switches)
    : truth({ ...transaction, status: 'SUCCESSFUL', reason: undefined }, switches);
}

/** M-Pesa signs nothing. */
function post(body: object): CallbackMessage {
  return { method: 'POST', headers: {}, body };
}
