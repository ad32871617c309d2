import { delaySeconds, type Switches } from '../behaviour/switches.ts';
import type { Writer } from '../books/open-books.ts';
import type { Transaction } from '../books/transactions.ts';
import type { CallbackMessage, Company } from '../company.ts';
import { insertCallback } from './callback-queries.ts';

/** Books the callbacks of a transaction that has just ended, in the manner its plan chose. None without a callback address. */
export function queueCallbacks(
  tx: Writer,
  transaction: Transaction,
  { company, switches }: { company: Company; switches: Switches },
): void {
  const { callbackUrl, callbackManner, referenceId, settledMillis } = transaction;
  if (callbackUrl === undefined || settledMillis === undefined) return;
  for (const { body, ...message } of callbackMessages(transaction, { company, switches })) {
    insertCallback(tx, {
      url: callbackUrl,
      ...message,
      referenceId,
      body: JSON.stringify(body),
      nextMillis: settledMillis + delaySeconds(delayOf(callbackManner), switches) * 1000,
    });
  }
}

function delayOf(manner: string): number | 'lateCallbackSeconds' | 'callbackSeconds' {
  if (manner === 'before-answer') return 0;
  return manner === 'late' ? 'lateCallbackSeconds' : 'callbackSeconds';
}

function callbackMessages(
  transaction: Transaction,
  { company, switches }: { company: Company; switches: Switches },
): CallbackMessage[] {
  const { callbackManner } = transaction;
  const own = company.callbackManners[callbackManner];
  if (own !== undefined) return own(transaction, switches);
  const truth = company.callback(transaction, switches);
  if (callbackManner === 'lost') return [];
  return callbackManner === 'twice' ? [truth, truth] : [truth];
}
