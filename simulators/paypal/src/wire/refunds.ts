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
import { buyerWallet, findOrderOfCapture, merchantWallet, newPaypalId, type Order } from '../books/orders.ts';
import type { Context } from '../context.ts';
import { authorise } from './authorise.ts';
import { findRepeated, keptMillis, namedRequest, refuseAsMocked, refuseAsPlanned } from './named-request.ts';
import { amountOf, objectOf, textOf } from './read-body.ts';
import { refusal } from './refusals.ts';
import { captureView, refundView } from './views.ts';

/** A merchant may refund for half a year. */
const refundMillis = 180 * 24 * 3_600_000;

type CaptureRoute = { Params: { captureId: string } };

export function registerRefunds(app: FastifyInstance, context: Context, answer: Answering): void {
  const { books } = context;

  app.get<CaptureRoute>('/v2/payments/captures/:captureId', async (request) => {
    authorise(context, request);
    return captureView(getCaptured(context, request.params.captureId).charge);
  });

  app.get<{ Params: { refundId: string } }>('/v2/payments/refunds/:refundId', async (request) => {
    authorise(context, request);
    return viewOf(context, request.params.refundId);
  });

  app.post<CaptureRoute>('/v2/payments/captures/:captureId/refund', async (request, reply) => {
    authorise(context, request);
    const order = getCaptured(context, request.params.captureId);
    const named = namedRequest(context, request, 'payment');
    const repeated = findRepeated(context, named, 'payment');
    if (repeated !== undefined) return viewOf(context, repeated);
    const booking = readRefund(context, request, order);
    refuseAsMocked(request);
    const plan = await choosePlan(context, 'refund', order.charge.party);
    await refuseAsPlanned(plan.post);
    const referenceId = await books.write((tx) => {
      const make = (): string => {
        bookTransaction(tx, context, { ...booking, plan });
        return booking.referenceId;
      };
      return named === undefined ? make() : makeOnce(tx, { request: named, keptMillis: keptMillis.payment }, make);
    });
    if (plan.callback !== 'before-answer') await context.scheduler.wake();
    return await answer(reply, {
      plan,
      referenceId,
      send: () => reply.code(201).send(viewOf(context, referenceId)),
      fail: () => {
        throw refusal('INTERNAL_SERVER_ERROR');
      },
    });
  });
}

function getCaptured({ books }: Context, captureId: string): Order {
  const order = findOrderOfCapture(books, captureId);
  if (order === undefined || (order.charge.status === 'PENDING' && order.status !== 'COMPLETED'))
    throw refusal('INVALID_RESOURCE_ID');
  return order;
}

function viewOf({ books }: Context, refundId: string): object {
  const refund = findTransaction(books, refundId);
  if (refund?.kind !== 'refund') throw refusal('INVALID_RESOURCE_ID');
  return refundView(refund);
}

/** An empty body gives back all that is left. */
function readRefund(context: Context, request: FastifyRequest, { captureId, charge }: Order): Booking {
  const body = request.body === undefined ? {} : objectOf(request.body, '/');
  const leftMinor = charge.amountMinor - charge.refundedMinor;
  if (charge.status === 'PENDING') throw refusal('PENDING_CAPTURE');
  if (charge.status === 'FAILED') throw refusal('REFUND_NOT_ALLOWED');
  if (leftMinor === 0) throw refusal('CAPTURE_FULLY_REFUNDED');
  if (context.clock.nowMillis() - charge.createdMillis > refundMillis) throw refusal('REFUND_TIME_LIMIT_EXCEEDED');
  const amount = body['amount'] === undefined ? money(leftMinor, charge.currency) : amountOf(body['amount'], '/amount');
  if (amount.currency !== charge.currency) throw refusal('REFUND_CAPTURE_CURRENCY_MISMATCH', '/amount/currency_code');
  if (amount.amountMinor > leftMinor) throw refusal('REFUND_AMOUNT_EXCEEDED', '/amount/value');
  return {
    referenceId: newPaypalId(),
    kind: 'refund',
    caller: context.settings.clientId,
    externalId: charge.externalId,
    party: charge.party,
    amount,
    from: merchantWallet,
    to: buyerWallet(context.settings, charge.party, charge.currency),
    details: {
      customId: textOf(body['custom_id'], '/custom_id', 127),
      invoiceId: textOf(body['invoice_id'], '/invoice_id', 127),
      note: textOf(body['note_to_payer'], '/note_to_payer', 255),
      captureId,
      selfUrl: charge.details['selfUrl'] ?? '',
      webhookId: charge.details['webhookId'] ?? '',
    },
    callbackUrl: charge.callbackUrl,
    chargeId: charge.referenceId,
  };
}
