import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bookTransaction, choosePlan, makeOnce, type Answering, type Booking } from '@safiri/simulator-kit';
import { findOrder, insertOrder, merchantWallet, newPaypalId, nobody, type Order } from '../books/orders.ts';
import { findWebhook } from '../books/webhooks.ts';
import type { Context } from '../context.ts';
import { authorise } from './authorise.ts';
import { findRepeated, headerOf, keptMillis, namedRequest, refuseAsMocked, refuseAsPlanned } from './named-request.ts';
import { addressOf, amountOf, objectOf, textOf } from './read-body.ts';
import { refusal } from './refusals.ts';
import { orderView } from './views.ts';

export function registerCreateOrder(app: FastifyInstance, context: Context, answer: Answering): void {
  const { books } = context;

  app.post('/v2/checkout/orders', async (request, reply) => {
    authorise(context, request);
    const named = namedRequest(context, request, 'order');
    if (named === undefined) throw refusal('PAYPAL_REQUEST_ID_REQUIRED', 'PayPal-Request-Id');
    const repeated = findRepeated(context, named, 'order');
    const preference = headerOf(request, 'prefer');
    if (repeated !== undefined) return orderView(getOrder(context, repeated), preference);
    const captureId = newPaypalId();
    const booking = readOrder(context, request, captureId);
    refuseAsMocked(request);
    const plan = await choosePlan(context, 'order', nobody);
    await refuseAsPlanned(plan.post);
    const referenceId = await books.write((tx) =>
      makeOnce(tx, { request: named, keptMillis: keptMillis.order }, () => {
        bookTransaction(tx, context, { ...booking, plan });
        insertOrder(tx, { orderId: booking.referenceId, captureId, atMillis: context.clock.nowMillis() });
        return booking.referenceId;
      }),
    );
    return await answer(reply, {
      plan,
      referenceId,
      send: () => reply.code(201).send(orderView(getOrder(context, referenceId), preference)),
      fail: () => {
        throw refusal('INTERNAL_SERVER_ERROR');
      },
    });
  });
}

/** An order that nobody captured in its time is gone. */
export function getOrder({ books, clock }: Context, orderId: string): Order {
  const order = findOrder(books, orderId);
  const isGone =
    order?.charge.status === 'PENDING' &&
    order.status !== 'COMPLETED' &&
    clock.nowMillis() >= order.charge.expiresMillis;
  if (order === undefined || isGone) throw refusal('INVALID_RESOURCE_ID');
  return order;
}

/** One purchase unit, paid from a PayPal account, captured at once: what this product asks for. */
function readOrder(context: Context, request: FastifyRequest, captureId: string): Booking {
  const body = objectOf(request.body, '/');
  if (body['intent'] !== 'CAPTURE') throw refusal('INVALID_PARAMETER_VALUE', '/intent');
  const units: unknown = body['purchase_units'];
  if (!Array.isArray(units) || units.length === 0) throw refusal('MISSING_REQUIRED_PARAMETER', '/purchase_units');
  if (units.length > 1) throw refusal('INVALID_ARRAY_MAX_ITEMS', '/purchase_units');
  const unit = objectOf(units[0], '/purchase_units/0');
  const source = objectOf(objectOf(body['payment_source'], '/payment_source')['paypal'], '/payment_source/paypal');
  const experience = objectOf(source['experience_context'], '/payment_source/paypal/experience_context');
  const webhook = findWebhook(context.books);
  return {
    referenceId: newPaypalId(),
    kind: 'charge',
    caller: context.settings.clientId,
    externalId: textOf(unit['reference_id'], '/purchase_units/0/reference_id', 256) || 'default',
    party: '',
    amount: amountOf(unit['amount'], '/purchase_units/0/amount'),
    from: { owner: nobody, openedMinor: 0 },
    to: merchantWallet,
    details: {
      customId: textOf(unit['custom_id'], '/purchase_units/0/custom_id', 127),
      invoiceId: textOf(unit['invoice_id'], '/purchase_units/0/invoice_id', 127),
      description: textOf(unit['description'], '/purchase_units/0/description', 127),
      returnUrl: addressOf(experience['return_url'], '/payment_source/paypal/experience_context/return_url'),
      cancelUrl: addressOf(experience['cancel_url'], '/payment_source/paypal/experience_context/cancel_url'),
      captureId,
      selfUrl: `${request.protocol}://${request.host}`,
      webhookId: webhook?.id ?? '',
    },
    callbackUrl: webhook?.url,
    chargeId: undefined,
  };
}
