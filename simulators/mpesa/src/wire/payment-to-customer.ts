import type { FastifyInstance } from 'fastify';
import { bookTransaction, choosePlan, type Answering, type Booking } from '@safiri/simulator-kit';
import { customerWallet, utilityAccount } from '../books/wallets.ts';
import type { Context } from '../context.ts';
import { acknowledgement, newConversation, taken, type Conversation } from './acknowledgement.ts';
import { invalid, refusal, refuseAsPlanned } from './errors.ts';
import { addressField, amountField, msisdnField, textField, type Body } from './fields.ts';
import { checkShortCode, isInitiator } from './merchant.ts';

const commands: readonly unknown[] = ['SalaryPayment', 'BusinessPayment', 'PromotionPayment'];
/** The least that is paid to a customer, in shillings. */
const leastAmount = 10;

/** Pays a customer (B2C). The caller's name for the conversation is taken once. */
export function registerPaymentToCustomer(app: FastifyInstance, context: Context, answer: Answering): void {
  app.post<{ Body: Body }>('/mpesa/b2c/v3/paymentrequest', async (request, reply) => {
    const conversation = newConversation(textField(request.body, 'OriginatorConversationID', { from: 1, to: 64 }));
    const booking = readPayment(request.body, context, conversation);
    const chosen = await choosePlan(context, 'refund', booking.party);
    refuseAsPlanned(chosen);
    const known = isInitiator(request.body, 'InitiatorName', context);
    const plan = known ? chosen : { ...chosen, answer: '2001', after: 0 };
    await context.books.write((tx) => {
      if (!bookTransaction(tx, context, { ...booking, plan })) throw refusal('DUPLICATE_CONVERSATION');
    });
    const { referenceId } = booking;
    return answer(reply, taken(reply, { plan, referenceId }, acknowledgement(conversation)));
  });
}

function readPayment(body: Body, context: Context, conversation: Conversation): Booking {
  const { settings } = context;
  if (!commands.includes(body['CommandID'])) throw invalid('CommandID');
  checkShortCode(body, 'PartyA', context);
  const party = msisdnField(body, 'PartyB');
  textField(body, 'Remarks', { from: 2, to: 100 });
  return {
    referenceId: conversation.originatorConversationId,
    kind: 'refund',
    caller: settings.shortCode,
    // The misspelling is the interface's.
    externalId: textField(body, 'Occassion', { from: 1, to: 100 }),
    amount: amountField(body, leastAmount),
    party,
    from: utilityAccount(settings),
    to: customerWallet(settings, party),
    details: {
      operation: 'payment',
      conversationId: conversation.conversationId,
      timeoutUrl: addressField(body, 'QueueTimeOutURL'),
    },
    callbackUrl: addressField(body, 'ResultURL'),
    chargeId: undefined,
  };
}
