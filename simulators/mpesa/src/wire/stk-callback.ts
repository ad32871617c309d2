import type { Switches, Transaction } from '@safiri/simulator-kit';
import { receiptOf } from '../books/receipts.ts';
import { compactTime } from './east-african-time.ts';
import { codeOf, sentenceOf } from './result-codes.ts';

/** What M-Pesa says about a prompt. The account reference is no part of it, and a failure has no metadata at all. */
export function stkCallback(transaction: Transaction, switches: Switches): object {
  const succeeded = transaction.status === 'SUCCESSFUL';
  return {
    Body: {
      stkCallback: {
        MerchantRequestID: transaction.details['merchantRequestId'],
        CheckoutRequestID: transaction.referenceId,
        ResultCode: shapedCode(codeOf(transaction), switches),
        ResultDesc: sentenceOf(codeOf(transaction)),
        ...(succeeded ? { CallbackMetadata: { Item: items(transaction) } } : {}),
      },
    },
  };
}

function items(transaction: Transaction): object[] {
  return [
    { Name: 'Amount', Value: transaction.amountMinor / 100 },
    { Name: 'MpesaReceiptNumber', Value: receiptOf(transaction) },
    // It comes without a value.
    { Name: 'Balance' },
    { Name: 'TransactionDate', Value: Number(compactTime(transaction.settledMillis ?? 0)) },
    { Name: 'PhoneNumber', Value: Number(transaction.party) },
  ];
}

/** A number where it is one, unless the switch says text. */
export function shapedCode(code: string, { choices }: Switches): string | number {
  return choices['codeShape'] === 'text' || !/^\d+$/.test(code) ? code : Number(code);
}
