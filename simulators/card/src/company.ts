import { createHmac } from 'node:crypto';
import type { Company, Transaction } from '@safiri/simulator-kit';
import { findCardOfParty } from './behaviour/test-cards.ts';
import { cardWords, ordinaryPlans } from './behaviour/words.ts';
import { cardSchema } from './books/schema.ts';
import { retryAfterSeconds } from './webhooks/retry-schedule.ts';
import { webhookOf } from './webhooks/webhook.ts';
import { faultCodes } from './wire/refusals.ts';

const signatureHeader = 'acquirer-signature';

/** The acquirer as the kit needs to know it. Each delivery of a webhook is signed anew. */
export function createAcquirer(webhookSecret: string): Company {
  const sign = (body: string, nowMillis: number): Record<string, string> => {
    const at = Math.floor(nowMillis / 1000);
    return {
      [signatureHeader]: `t=${at},v1=${createHmac('sha256', webhookSecret).update(`${at}.${body}`).digest('hex')}`,
    };
  };
  return {
    name: 'card',
    title: 'card',
    schema: cardSchema,
    ordinaryPlans,
    words: cardWords,
    refusals: faultCodes,
    // What becomes of a payment whose bank could not be reached is the merchant's choice.
    choices: { unavailableBank: ['fails', 'goes-on'] },
    findScenario: findCardOfParty,
    callback: (transaction) => webhookOf(transaction),
    callbackManners: {
      'wrong-amount': (transaction) => [webhookOf({ ...transaction, amountMinor: transaction.amountMinor + 1 })],
      forged: (transaction) => [
        { ...webhookOf(transaction), headers: { [signatureHeader]: `t=1,v1=${'0'.repeat(64)}` } },
        webhookOf(transaction),
      ],
    },
    retryAfterSeconds,
    sign,
    receipt: (transaction: Transaction) => (transaction.status === 'SUCCESSFUL' ? transaction.referenceId : undefined),
  };
}
