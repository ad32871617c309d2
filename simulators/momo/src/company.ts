import type { CallbackMessage, Company, Switches, Transaction } from '@safiri/simulator-kit';
import { findScenario } from './behaviour/scenarios.ts';
import { momoChoices, momoWords, ordinaryPlans } from './behaviour/words.ts';
import { momoSchema } from './books/schema.ts';
import { retryAfterSeconds } from './callbacks/retry-schedule.ts';
import { financialTransactionId, statusView } from './wire/status-view.ts';
import { refusalCodes } from './wire/refusals.ts';

/** MTN MoMo as the kit needs to know it. */
export const momo: Company = {
  name: 'momo',
  title: 'MoMo',
  schema: momoSchema,
  ordinaryPlans,
  words: momoWords,
  refusals: refusalCodes,
  choices: momoChoices,
  findScenario,
  callback: (transaction, switches) => message(statusView(transaction, switches), switches),
  callbackManners: {
    'wrong-amount': (transaction, switches) => {
      const amount = transaction.details['amountText'] === '1' ? '2' : '1';
      return [message({ ...statusView(transaction, switches), amount }, switches)];
    },
    contradicting: (transaction, switches) => [
      message(contradiction(transaction, switches), switches),
      message(statusView(transaction, switches), switches),
    ],
    sparse: ({ externalId, status }, switches) => [message({ externalId, status }, switches)],
  },
  retryAfterSeconds,
  receipt: financialTransactionId,
};

/** Without a signature, and without the reference id. */
function message(body: object, { choices }: Switches): CallbackMessage {
  return { method: choices['callbackMethod'] === 'POST' ? 'POST' : 'PUT', headers: {}, body };
}

function contradiction(transaction: Transaction, switches: Switches): object {
  return transaction.status === 'SUCCESSFUL'
    ? statusView({ ...transaction, status: 'FAILED', reason: momoWords.expired }, switches)
    : statusView({ ...transaction, status: 'SUCCESSFUL', reason: undefined }, switches);
}
