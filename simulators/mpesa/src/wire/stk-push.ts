import { randomInt, randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import {
  bookTransaction,
  choosePlan,
  listPrompts,
  type Answering,
  type Booking,
  type Reader,
} from '@safiri/simulator-kit';
import { taken } from './acknowledgement.ts';
import { customerWallet, workingAccount } from '../books/wallets.ts';
import type { Context } from '../context.ts';
import { compactTime } from './east-african-time.ts';
import { invalid, refusal, refuseAsPlanned } from './errors.ts';
import { addressField, amountField, matchingField, msisdnField, textField, type Body } from './fields.ts';
import { checkMerchant } from './merchant.ts';

/** Asks a customer for money by a prompt on their phone. A request has no key: each that is taken is another prompt. */
export function registerStkPush(app: FastifyInstance, context: Context, answer: Answering): void {
  app.post<{ Body: Body }>('/mpesa/stkpush/v1/processrequest', async (request, reply) => {
    const booking = readPush(request.body, context);
    const plan = await choosePlan(context, 'charge', booking.party);
    refuseAsPlanned(plan);
    await context.books.write((tx) => {
      if (hasPrompt(tx, booking.party, context.clock.nowMillis())) throw refusal('SUBSCRIBER_LOCKED');
      if (!bookTransaction(tx, context, { ...booking, plan })) throw refusal('INTERNAL_ERROR');
    });
    const said = 'Success. Request accepted for processing';
    const { referenceId, details } = booking;
    return answer(
      reply,
      taken(
        reply,
        { plan, referenceId },
        {
          MerchantRequestID: details['merchantRequestId'],
          CheckoutRequestID: referenceId,
          ResponseCode: '0',
          ResponseDescription: said,
          CustomerMessage: said,
        },
      ),
    );
  });
}

/** One prompt at a time: whether an earlier one may still be on the phone. */
function hasPrompt(reader: Reader, party: string, nowMillis: number): boolean {
  return listPrompts(reader, party, 1).some((prompt) => prompt.expiresMillis > nowMillis);
}

function readPush(body: Body, context: Context): Booking {
  checkMerchant(body, context);
  const { settings } = context;
  const type = textField(body, 'TransactionType', { from: 1, to: 40 });
  if (type !== 'CustomerPayBillOnline') throw invalid('TransactionType');
  const amount = amountField(body);
  const party = msisdnField(body, 'PhoneNumber');
  if (msisdnField(body, 'PartyA') !== party) throw invalid('PartyA');
  if (textField(body, 'PartyB', { from: 5, to: 7 }) !== settings.shortCode) throw invalid('PartyB');
  const callbackUrl = addressField(body, 'CallBackURL');
  const externalId = matchingField(body, 'AccountReference', /^[A-Za-z0-9]{1,12}$/);
  // A missing description is blamed on another field.
  if (body['TransactionDesc'] === undefined) throw invalid('Remarks');
  const description = textField(body, 'TransactionDesc', { from: 1, to: 13 });
  return {
    referenceId: checkoutRequestId(party, context.clock.nowMillis()),
    kind: 'charge',
    caller: settings.shortCode,
    externalId,
    amount,
    party,
    from: customerWallet(settings, party),
    to: workingAccount(),
    details: { merchantRequestId: merchantRequestId(), description },
    callbackUrl,
    chargeId: undefined,
  };
}

/** Day, time and the end of the number, as in recent traffic, and four digits that make it unique. */
function checkoutRequestId(msisdn: string, nowMillis: number): string {
  const time = compactTime(nowMillis);
  const day = `${time.slice(6, 8)}${time.slice(4, 6)}${time.slice(0, 4)}${time.slice(8)}`;
  return `ws_CO_${day}${randomInt(1000, 10_000)}${msisdn.slice(-9)}`;
}

function merchantRequestId(): string {
  return randomUUID().slice(9);
}
