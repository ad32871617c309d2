import type { Switches, Transaction } from '@safiri/simulator-kit';
import { receiptOf } from '../books/receipts.ts';
import { compactTime, dottedTime } from './east-african-time.ts';
import { codeOf, sentenceOf } from './result-codes.ts';
import { shapedCode } from './stk-callback.ts';

export type ResultText = {
  code: string;
  originatorConversationId: string;
  conversationId: string;
  transactionId: string;
  /** Left out where the request failed. A key whose value is missing comes alone. */
  parameters?: Readonly<Record<string, string | number | undefined>>;
};

/** The envelope in which every answer comes that was promised for later. */
export function resultEnvelope(result: ResultText, switches: Switches): object {
  const { parameters } = result;
  const list = parameters === undefined ? [] : Object.entries(parameters).map(([Key, Value]) => ({ Key, Value }));
  return {
    Result: {
      ResultType: 0,
      ResultCode: shapedCode(result.code, switches),
      ResultDesc: sentenceOf(result.code),
      OriginatorConversationID: result.originatorConversationId,
      ConversationID: result.conversationId,
      TransactionID: result.transactionId,
      ...(parameters === undefined ? {} : { ResultParameters: { ResultParameter: list } }),
      ReferenceData: { ReferenceItem: { Key: 'QueueTimeoutURL', Value: '' } },
    },
  };
}

/** What became of a reversal or of a payment to a customer. */
export function asyncResult(transaction: Transaction, switches: Switches): object {
  const receipt = receiptOf(transaction);
  return resultEnvelope(
    {
      code: codeOf(transaction),
      originatorConversationId: transaction.referenceId,
      conversationId: transaction.details['conversationId'] ?? '',
      // A failure has a number too, which stands for nothing.
      transactionId: receipt ?? `SIF${String(transaction.position).padStart(7, '0')}`,
      ...(receipt === undefined ? {} : { parameters: parametersOf(transaction, receipt) }),
    },
    switches,
  );
}

function parametersOf(transaction: Transaction, receipt: string): Readonly<Record<string, string | number>> {
  const shillings = transaction.amountMinor / 100;
  const settledMillis = transaction.settledMillis ?? 0;
  const customer = `${transaction.party} - SIMULATED CUSTOMER`;
  if (transaction.details['operation'] === 'reversal') {
    return {
      DebitAccountBalance: 'Utility Account|KES|0.00|0.00|0.00|0.00',
      Amount: shillings,
      TransCompletedTime: compactTime(settledMillis),
      OriginalTransactionID: transaction.details['originalReceipt'] ?? '',
      Charge: 0,
      CreditPartyPublicName: customer,
      DebitPartyPublicName: `${transaction.caller} - SIMULATED PAYBILL`,
    };
  }
  return {
    TransactionAmount: shillings,
    TransactionReceipt: receipt,
    ReceiverPartyPublicName: customer,
    TransactionCompletedDateTime: dottedTime(settledMillis),
    B2CUtilityAccountAvailableFunds: 0,
    B2CWorkingAccountAvailableFunds: 0,
    B2CRecipientIsRegisteredCustomer: 'Y',
    B2CChargesPaidAccountAvailableFunds: 0,
  };
}

/** Said to the address for time-outs. Its form is not documented; it proves nothing about the money. */
export function timeoutResult(transaction: Transaction): object {
  return {
    Result: {
      ResultType: 1,
      ResultCode: '1',
      ResultDesc: 'The service request timed out.',
      OriginatorConversationID: transaction.referenceId,
      ConversationID: transaction.details['conversationId'] ?? '',
    },
  };
}
