import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { formField, openPages, sendPage } from '@safiri/simulator-kit';
import { buyers } from '../behaviour/buyers.ts';
import { findOrder, listOpenOrders } from '../books/orders.ts';
import type { Context } from '../context.ts';
import { approve, isOpen } from './approve-order.ts';
import { renderCheckout, renderHome, renderOver } from './checkout-page.ts';

/** As many as a person looks through. */
const listedOrders = 50;
/** Who pays when the form does not say. */
const ordinaryBuyer = 'buyer@example.com';

type OrderRoute = { Params: { orderId: string } };

/** The pages of the buyer; they work without a script. */
export async function checkoutPages(app: FastifyInstance, context: Context): Promise<void> {
  const { books, clock } = context;
  openPages(app);

  app.get('/', async (_request, reply) => sendPage(reply, renderHome(listOpenOrders(books, listedOrders))));

  app.get<{ Querystring: { token?: string } }>('/checkoutnow', async (request, reply) => {
    const order = findOrder(books, String(request.query.token));
    if (order === undefined || !isOpen(order, clock.nowMillis())) return sendPage(reply.code(404), renderOver());
    // Both buttons lead back to the shop.
    const shops = [order.charge.details['returnUrl'], order.charge.details['cancelUrl']].map((url) =>
      url === undefined ? '' : new URL(url).origin,
    );
    return sendPage(reply, renderCheckout(order, buyers), shops.join(' '));
  });

  app.post<OrderRoute>('/checkoutnow/:orderId/approve', async (request, reply) => {
    const buyer = formField(request.body, 'buyer') ?? ordinaryBuyer;
    if (!(await approve(context, request.params.orderId, buyer))) return sendPage(reply.code(409), renderOver());
    return reply.redirect(backTo('returnUrl', request.params.orderId, buyer), 303);
  });

  app.post<OrderRoute>('/checkoutnow/:orderId/cancel', async (request, reply) =>
    findOrder(books, request.params.orderId) === undefined
      ? sendPage(reply.code(404), renderOver())
      : reply.redirect(backTo('cancelUrl', request.params.orderId), 303),
  );

  /** The shop's address with what PayPal adds to it; an id of the payer only when there is one. */
  function backTo(which: 'returnUrl' | 'cancelUrl', orderId: string, buyer?: string): string {
    const url = new URL(findOrder(books, orderId)?.charge.details[which] ?? '/');
    url.searchParams.set('token', orderId);
    if (buyer !== undefined) url.searchParams.set('PayerID', payerIdOf(buyer));
    return url.toString();
  }
}

function payerIdOf(buyer: string): string {
  return createHash('sha256').update(buyer).digest('hex').slice(0, 13).toUpperCase();
}
