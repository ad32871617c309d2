import type { FastifyInstance } from 'fastify';
import {
  bookTransaction,
  choosePlan,
  type Answering,
  type Booking,
  type Plan,
  type Transaction,
} from '@safiri/simulator-kit';
import { findByReceipt } from '../books/receipts.ts';
import { customerWallet, workingAccount } from '../books/wallets.ts';
import type { Context } from '../context.ts';
import { acknowledgement, newConversation, taken, type Conversation } from './acknowledgement.ts';
import { invalid, refusal, refuseAsPlanned } from './errors.ts';
import { addressField, amountField, textField, type Body } from './fields.ts';
import { checkShortCode, isInitiator } from './merchant.ts';

/** Who is named as payee of a reversal that names no payment; it fails, so nobody gets the money. */
const nobody = '254700000000';

/** Gives a payment back wholly; the payment's receipt is the key, and a second time fails with R000001. */
export function registerReversal(app: FastifyInstance, context: Context, answer: Answering): void {
  app.post<{ Body: Body }>('/mpesa/reversal/v1/request', async (request, reply) => {
    const { body } = request;
    const conversation = newConversation();
    const receipt = textField(body, 'TransactionID', { from: 1, to: 20 });
    const paid = findByReceipt(context.books, receipt);
    const charge = paid?.kind === 'charge' ? paid : undefined;
    const booking = readReversal(body, context, { conversation, charge });
    const chosen = await choosePlan(context, 'refund', booking.party);
    refuseAsPlanned(chosen);
    const known = isInitiator(body, 'Initiator', context);
    const plan = known ? planOf(chosen, booking, charge) : failing(chosen, '2001');
    await context.books.write((tx) => {
      if (!bookTransaction(tx, context, { ...booking, plan })) throw refusal('INTERNAL_ERROR');
    });
    const { referenceId } = booking;
    return answer(reply, taken(reply, { plan, referenceId }, acknowledgement(conversation)));
  });
}

/** Only all of a payment that exists can be reversed. */
function planOf(chosen: Plan, booking: Booking, charge: Transaction | undefined): Plan {
  return charge === undefined || charge.amountMinor !== booking.amount.amountMinor
    ? failing(chosen, 'R000002')
    : chosen;
}

function failing(plan: Plan, code: string): Plan {
  return { ...plan, answer: code, after: 0 };
}

function readReversal(
  body: Body,
  context: Context,
  { conversation, charge }: { conversation: Conversation; charge: Transaction | undefined },
): Booking {
  const { settings } = context;
  if (body['CommandID'] !== 'TransactionReversal') throw invalid('CommandID');
  checkShortCode(body, 'ReceiverParty', context);
  // The misspelling is the interface's.
  if (textField(body, 'RecieverIdentifierType', { from: 1, to: 2 }) !== '11') throw invalid('RecieverIdentifierType');
  textField(body, 'Remarks', { from: 2, to: 100 });
  const party = charge?.party ?? nobody;
  return {
    referenceId: conversation.originatorConversationId,
    kind: 'refund',
    caller: settings.shortCode,
    externalId: charge?.externalId ?? 'unknown',
    amount: amountField(body),
    party,
    from: workingAccount(),
    to: customerWallet(settings, party),
    details: {
      operation: 'reversal',
      conversationId: conversation.conversationId,
      originalReceipt: textField(body, 'TransactionID', { from: 1, to: 20 }),
      timeoutUrl: addressField(body, 'QueueTimeOutURL'),
    },
    callbackUrl: addressField(body, 'ResultURL'),
    chargeId: charge?.referenceId,
  };
}
