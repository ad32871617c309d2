import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { money } from '@safiri/kernel';
import {
  bookTransaction,
  choosePlan,
  findTransaction,
  makeOnce,
  type Answering,
  type Booking,
} from '@safiri/simulator-kit';
import { cardWallet, merchantWallet } from '../books/payments.ts';
import type { Context } from '../context.ts';
import { authorise, findRepeated, keptMillis, keyedRequest } from './keyed-request.ts';
import { getPayment } from './payments.ts';
import { amountOf, objectOf, textOf } from './read-body.ts';
import { refusal, refuseAsPlanned } from './refusals.ts';
import { refundView } from './views.ts';

/** Refunds go back to the card that paid, whole or in parts. */
export function registerRefunds(app: FastifyInstance, context: Context, answer: Answering): void {
  app.post('/v1/refunds', async (request, reply) => {
    authorise(context, request);
    const keyed = keyedRequest(context, request);
    const repeated = findRepeated(context, keyed, reply);
    if (repeated !== undefined) return viewOf(context, repeated);
    const booking = readRefund(context, request);
    const plan = await choosePlan(context, 'refund', booking.party);
    refuseAsPlanned(plan.post);
    const referenceId = await context.books.write((tx) =>
      makeOnce(tx, { request: keyed, keptMillis }, () => {
        bookTransaction(tx, context, { ...booking, plan });
        return booking.referenceId;
      }),
    );
    return await answer(reply, {
      plan,
      referenceId,
      send: () => reply.code(201).send(viewOf(context, referenceId)),
      fail: () => {
        throw refusal('internal_error');
      },
    });
  });

  app.get<{ Params: { refundId: string } }>('/v1/refunds/:refundId', async (request) => {
    authorise(context, request);
    return viewOf(context, request.params.refundId);
  });
}

function viewOf({ books }: Context, refundId: string): object {
  const refund = findTransaction(books, refundId);
  if (refund?.kind !== 'refund') throw refusal('resource_missing');
  return refundView(refund);
}

/** Without an amount all that is left goes back. */
function readRefund(context: Context, request: FastifyRequest): Booking {
  const body = objectOf(request.body, 'body');
  const metadata = body['metadata'] === undefined ? {} : objectOf(body['metadata'], 'metadata');
  const { charge } = getPayment(context, textOf(body['payment_id'], 'payment_id'));
  if (charge.status !== 'SUCCESSFUL') throw refusal('payment_not_captured', 'payment_id');
  const leftMinor = charge.amountMinor - charge.refundedMinor;
  if (leftMinor === 0) throw refusal('charge_already_refunded', 'payment_id');
  const amountMinor = body['amount'] === undefined ? leftMinor : amountOf(body['amount'], 'amount');
  if (amountMinor > leftMinor) throw refusal('refund_exceeds_captured', 'amount');
  return {
    referenceId: `re_${randomBytes(12).toString('hex')}`,
    kind: 'refund',
    caller: 'merchant',
    externalId: charge.externalId,
    party: charge.party,
    amount: money(amountMinor, charge.currency),
    from: merchantWallet,
    to: cardWallet(context.settings, charge.party, charge.currency),
    details: { refundId: textOf(metadata['refund_id'], 'metadata.refund_id') },
    callbackUrl: charge.callbackUrl,
    chargeId: charge.referenceId,
  };
}
