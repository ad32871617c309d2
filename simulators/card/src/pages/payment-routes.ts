import type { FastifyInstance, FastifyReply } from 'fastify';
import { formField, openPages, sendPage } from '@safiri/simulator-kit';
import { findPayment, listOpenPayments, type Payment } from '../books/payments.ts';
import type { Context } from '../context.ts';
import { answerBank, findOpen, payByCard, type Step } from './pay-by-card.ts';
import { renderBankForm, renderCardForm, renderHome, renderOver } from './payment-page.ts';
import { readTypedCard } from './typed-card.ts';

/** As many as a person looks through. */
const listedPayments = 50;
/** A code that the bank takes for a refusal. */
const refusingCode = '000000';

type PaymentRoute = { Params: { paymentId: string } };

/** The pages of the payer: the acquirer's and their bank's. They work without a script. */
export async function paymentPages(app: FastifyInstance, context: Context): Promise<void> {
  const { books, clock } = context;
  openPages(app);
  app.get('/', async (_request, reply) => sendPage(reply, renderHome(listOpenPayments(books, listedPayments))));

  app.get<PaymentRoute>('/pay/:paymentId', async ({ params }, reply) => {
    const payment = findOpen(books, params.paymentId, 'card');
    if (payment !== undefined) return sendForm(reply, payment, renderCardForm(payment, undefined));
    const isAsked = findOpen(books, params.paymentId, 'challenge') !== undefined;
    return isAsked ? reply.redirect(`/bank/${params.paymentId}`, 303) : sendPage(reply.code(404), renderOver());
  });

  app.post<PaymentRoute>('/pay/:paymentId/card', async ({ params, body }, reply) => {
    const payment = findOpen(books, params.paymentId, 'card');
    if (payment === undefined) return sendPage(reply.code(409), renderOver());
    const [number, expires, code] = ['number', 'expires', 'code'].map((name) => formField(body, name) ?? '');
    const typed = readTypedCard(
      { number: number ?? '', expires: expires ?? '', code: code ?? '' },
      new Date(clock.nowMillis()),
    );
    if (typed.kind === 'mistake') return sendForm(reply.code(422), payment, renderCardForm(payment, typed.sentence));
    return goOn(reply, payment, await payByCard(context, params.paymentId, typed));
  });

  app.post<PaymentRoute>('/pay/:paymentId/back', async ({ params }, reply) => {
    const payment = findPayment(books, params.paymentId);
    return payment === undefined ? sendPage(reply.code(404), renderOver()) : goOn(reply, payment, 'shop');
  });

  registerBank(app, context);
}

function registerBank(app: FastifyInstance, context: Context): void {
  const { books } = context;
  const answer = async (reply: FastifyReply, paymentId: string, code: string): Promise<FastifyReply> => {
    const payment = findOpen(books, paymentId, 'challenge');
    if (payment === undefined) return sendPage(reply.code(409), renderOver());
    return goOn(reply, payment, await answerBank(context, paymentId, code));
  };

  app.get<PaymentRoute>('/bank/:paymentId', async ({ params }, reply) => {
    const payment = findOpen(books, params.paymentId, 'challenge');
    return payment === undefined
      ? sendPage(reply.code(404), renderOver())
      : sendForm(reply, payment, renderBankForm(payment, undefined));
  });
  app.post<PaymentRoute>('/bank/:paymentId', async ({ params, body }, reply) =>
    answer(reply, params.paymentId, formField(body, 'otp') ?? ''),
  );
  app.post<PaymentRoute>('/bank/:paymentId/refuse', async ({ params }, reply) =>
    answer(reply, params.paymentId, refusingCode),
  );
}

function goOn(reply: FastifyReply, payment: Payment, step: Step): FastifyReply {
  if (step === 'bank') return reply.redirect(`/bank/${payment.paymentId}`, 303);
  if (step === 'code-again')
    return sendForm(reply.code(422), payment, renderBankForm(payment, 'This code is wrong. Type it once more.'));
  if (step === 'over') return sendPage(reply.code(409), renderOver());
  const shop = new URL(payment.charge.details['returnUrl'] ?? '/');
  shop.searchParams.set('payment_id', payment.paymentId);
  return reply.redirect(shop.toString(), 303);
}

/** Its buttons lead back to the shop in the end. */
function sendForm(reply: FastifyReply, { charge }: Payment, page: string): FastifyReply {
  return sendPage(reply, page, new URL(charge.details['returnUrl'] ?? '/').origin);
}
