import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { bookTransaction, choosePlan, makeOnce, settle, type Answering, type Booking } from '@safiri/simulator-kit';
import { money } from '@safiri/kernel';
import { canceled } from '../behaviour/words.ts';
import { findPayment, insertPayment, merchantWallet, nobody, type Payment } from '../books/payments.ts';
import type { Context } from '../context.ts';
import { authorise, findRepeated, keptMillis, keyedRequest } from './keyed-request.ts';
import { addressOf, amountOf, objectOf, textOf } from './read-body.ts';
import { refusal, refuseAsPlanned } from './refusals.ts';
import { paymentView } from './views.ts';

type PaymentRoute = { Params: { paymentId: string } };

export function registerPayments(app: FastifyInstance, context: Context, answer: Answering): void {
  app.post('/v1/payments', async (request, reply) => {
    authorise(context, request);
    const keyed = keyedRequest(context, request);
    const repeated = findRepeated(context, keyed, reply);
    if (repeated !== undefined) return paymentView(getPayment(context, repeated));
    const booking = readPayment(context, request);
    const plan = await choosePlan(context, 'order', nobody);
    refuseAsPlanned(plan.post);
    const referenceId = await context.books.write((tx) =>
      makeOnce(tx, { request: keyed, keptMillis }, () => {
        bookTransaction(tx, context, { ...booking, plan });
        insertPayment(tx, booking.referenceId);
        return booking.referenceId;
      }),
    );
    return await answer(reply, {
      plan,
      referenceId,
      send: () => reply.code(201).send(paymentView(getPayment(context, referenceId))),
      fail: () => {
        throw refusal('internal_error');
      },
    });
  });

  app.get<PaymentRoute>('/v1/payments/:paymentId', async (request) => {
    authorise(context, request);
    return paymentView(getPayment(context, request.params.paymentId));
  });

  app.post<PaymentRoute>('/v1/payments/:paymentId/cancel', async (request) => {
    authorise(context, request);
    const { paymentId } = request.params;
    await callOff(context, paymentId);
    await context.scheduler.wake();
    return paymentView(getPayment(context, paymentId));
  });
}

/** A payment that nobody has paid yet ends; one that was called off before stays so. */
async function callOff(context: Context, paymentId: string): Promise<void> {
  const { books, clock, company } = context;
  const switches = context.switches();
  await books.write((tx) => {
    const { charge, stage } = getPayment({ books: tx }, paymentId);
    if (charge.status === 'FAILED' && charge.reason === canceled) return;
    if (charge.status !== 'PENDING' || stage === 'processing') throw refusal('payment_not_cancelable');
    settle(tx, charge, { company, outcome: canceled, atMillis: clock.nowMillis(), switches });
  });
}

export function getPayment({ books }: { books: Parameters<typeof findPayment>[0] }, paymentId: string): Payment {
  const payment = findPayment(books, paymentId);
  if (payment === undefined) throw refusal('resource_missing');
  return payment;
}

function readPayment({ settings }: Context, request: FastifyRequest): Booking {
  const body = objectOf(request.body, 'body');
  const metadata = body['metadata'] === undefined ? {} : objectOf(body['metadata'], 'metadata');
  const currency = textOf(body['currency'], 'currency');
  if (!settings.currencies.includes(currency)) throw refusal('currency_not_supported', 'currency');
  return {
    referenceId: `pay_${randomBytes(12).toString('hex')}`,
    kind: 'charge',
    caller: 'merchant',
    externalId: textOf(metadata['order_reference'], 'metadata.order_reference'),
    party: '',
    amount: money(amountOf(body['amount'], 'amount'), currency),
    from: { owner: nobody, openedMinor: 0 },
    to: merchantWallet,
    details: {
      paymentId: textOf(metadata['payment_id'], 'metadata.payment_id'),
      description: textOf(body['description'], 'description'),
      returnUrl: addressOf(body['return_url'], 'return_url'),
      selfUrl: `${request.protocol}://${request.host}`,
    },
    callbackUrl: settings.webhookUrl === '' ? undefined : settings.webhookUrl,
    chargeId: undefined,
  };
}
