import type { FastifyInstance } from 'fastify';
import { choosePlan, findTransaction, insertCallback, type Transaction } from '@safiri/simulator-kit';
import { findByReceipt, receiptOf } from '../books/receipts.ts';
import type { Context } from '../context.ts';
import { acknowledgement, newConversation, type Conversation } from './acknowledgement.ts';
import { resultEnvelope } from './async-result.ts';
import { compactTime } from './east-african-time.ts';
import { invalid, refuseAsPlanned } from './errors.ts';
import { addressField, textField, type Body } from './fields.ts';
import { checkShortCode, isInitiator } from './merchant.ts';

/** What became of a transaction, asked by its receipt or by the name of its conversation; the answer comes by callback. */
export function registerTransactionStatus(app: FastifyInstance, context: Context): void {
  const { books, clock } = context;
  app.post<{ Body: Body }>('/mpesa/transactionstatus/v1/query', async (request) => {
    const { body } = request;
    if (body['CommandID'] !== 'TransactionStatusQuery') throw invalid('CommandID');
    checkShortCode(body, 'PartyA', context);
    if (textField(body, 'IdentifierType', { from: 1, to: 2 }) !== '4') throw invalid('IdentifierType');
    textField(body, 'Remarks', { from: 1, to: 100 });
    addressField(body, 'QueueTimeOutURL');
    const url = addressField(body, 'ResultURL');
    const found = findAsked(body, context);
    refuseAsPlanned(await choosePlan(context, 'query', found?.party ?? 'nobody'));
    const conversation = newConversation();
    const known = isInitiator(body, 'Initiator', context);
    const result = known ? statusResult(conversation, found) : failure(conversation, '2001');
    const switches = context.switches();
    await books.write((tx) =>
      insertCallback(tx, {
        referenceId: conversation.originatorConversationId,
        method: 'POST',
        headers: {},
        url,
        body: JSON.stringify(resultEnvelope(result, switches)),
        nextMillis: clock.nowMillis() + switches.callbackSeconds * 1000,
      }),
    );
    return acknowledgement(conversation);
  });
}

function findAsked(body: Body, { books }: Context): Transaction | undefined {
  if (body['TransactionID'] !== undefined)
    return findByReceipt(books, textField(body, 'TransactionID', { from: 1, to: 20 }));
  return findTransaction(books, textField(body, 'OriginalConversationID', { from: 1, to: 64 }));
}

type Status = Parameters<typeof resultEnvelope>[0];

function failure(conversation: Conversation, code: string): Status {
  return { ...conversation, code, transactionId: '' };
}

/** A transaction that failed, or does not exist, is our reading: the documents show only one that was completed. */
function statusResult(conversation: Conversation, found: Transaction | undefined): Status {
  if (found === undefined) return failure(conversation, 'R000002');
  const words = { PENDING: 'Pending', SUCCESSFUL: 'Completed', FAILED: 'Failed' } as const;
  const receipt = receiptOf(found);
  return {
    ...conversation,
    code: '0',
    transactionId: receipt ?? '',
    parameters: {
      ReceiptNo: receipt,
      ConversationID: found.details['conversationId'],
      TransactionStatus: words[found.status],
      ReasonType: found.reason,
      Amount: found.amountMinor / 100,
      DebitPartyName: found.kind === 'charge' ? `${found.party} - SIMULATED CUSTOMER` : found.caller,
      CreditPartyName: found.kind === 'charge' ? found.caller : `${found.party} - SIMULATED CUSTOMER`,
      InitiatedTime: compactTime(found.createdMillis),
      FinalisedTime: compactTime(found.settledMillis ?? found.createdMillis),
      DebitPartyCharges: undefined,
    },
  };
}
