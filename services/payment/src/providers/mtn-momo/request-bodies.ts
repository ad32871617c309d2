import { assert } from '@safiri/kernel';
import type { Payment, Refund } from '../payment-provider.ts';
import { amountText } from '../amount-text.ts';

/** Notes are at most 160 characters, not empty, and free of special characters, which MTN answers with a 400. */
const longestNote = 160;

export function paymentBody(request: Payment): object {
  assert(request.payerPhone !== null, 'MTN asks a phone');
  return {
    amount: amountText(request.amount),
    currency: request.amount.currency,
    externalId: request.orderReference,
    // MTN wants the number with its country code and without the plus.
    payer: { partyIdType: 'MSISDN', partyId: request.payerPhone.replace(/^\+/, '') },
    payerMessage: noteText(`Bus ticket ${request.orderReference}`),
    payeeNote: noteText(`Order ${request.orderReference}`),
  };
}

export function refundBody(request: Refund): object {
  return {
    amount: amountText(request.amount),
    currency: request.amount.currency,
    externalId: request.orderReference,
    payerMessage: noteText(`Refund of bus ticket ${request.orderReference}`),
    payeeNote: noteText(`Refund of order ${request.orderReference}`),
    referenceIdToRefund: request.payment.reference,
  };
}

/** Letters, digits, blanks, full stops and hyphens of ASCII, and nothing else. */
export function noteText(text: string): string {
  return text
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9 .-]/g, '')
    .slice(0, longestNote);
}
