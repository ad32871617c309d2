import type { Company, Transaction } from '@safiri/simulator-kit';
import { buyers } from './behaviour/buyers.ts';
import { ordinaryPlans, paypalWords } from './behaviour/words.ts';
import { paypalSchema } from './books/schema.ts';
import type { Signer } from './signing/signer.ts';
import { approvedEvent, endEvent } from './webhooks/events.ts';
import { retryAfterSeconds } from './webhooks/retry-schedule.ts';
import { signed } from './webhooks/signed-message.ts';
import { faultIssues } from './wire/refusals.ts';

/** PayPal as the kit needs to know it. Its webhooks are signed with the key of its books. */
export function createPaypal(signer: Signer): Company {
  const truth: Company['callback'] = (transaction) => signed(signer, transaction, endEvent(transaction));
  return {
    name: 'paypal',
    title: 'PayPal',
    schema: paypalSchema,
    ordinaryPlans,
    words: paypalWords,
    refusals: faultIssues,
    choices: {},
    findScenario: (party) => buyers.get(party),
    callback: truth,
    callbackManners: {
      'wrong-amount': (transaction) => [
        signed(signer, transaction, endEvent({ ...transaction, amountMinor: transaction.amountMinor + 1 })),
      ],
      'out-of-order': (transaction, switches) => [
        truth(transaction, switches),
        signed(signer, transaction, approvedEvent(transaction, transaction.settledMillis ?? 0)),
      ],
      forged: (transaction, switches) => {
        const message = truth(transaction, switches);
        const signature = { 'paypal-transmission-sig': Buffer.from('forged').toString('base64') };
        return [{ ...message, headers: { ...message.headers, ...signature } }, message];
      },
    },
    retryAfterSeconds,
    receipt: receiptOf,
  };
}

/** The id of the capture, or of the refund. */
function receiptOf(transaction: Transaction): string | undefined {
  if (transaction.status !== 'SUCCESSFUL') return undefined;
  return transaction.kind === 'refund' ? transaction.referenceId : transaction.details['captureId'];
}
