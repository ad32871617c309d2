import type { FastifyInstance } from 'fastify';
import {
  choosePlan,
  decisionOf,
  insertCallback,
  rememberReached,
  makeOnce,
  type Answering,
  type NamedRequest,
  type Plan,
} from '@safiri/simulator-kit';
import { captureOrder, findOrder, setStatus, type Order } from '../books/orders.ts';
import type { Context } from '../context.ts';
import { pendingEvent } from '../webhooks/events.ts';
import { signed } from '../webhooks/signed-message.ts';
import { authorise } from './authorise.ts';
import { getOrder } from './create-order.ts';
import { findRepeated, headerOf, keptMillis, namedRequest, refuseAsMocked, refuseAsPlanned } from './named-request.ts';
import { refusal } from './refusals.ts';
import { orderView } from './views.ts';

type OrderRoute = { Params: { orderId: string } };

export function registerCaptureOrder(app: FastifyInstance, context: Context, answer: Answering): void {
  app.get<OrderRoute>('/v2/checkout/orders/:orderId', async (request) => {
    authorise(context, request);
    return orderView(getOrder(context, request.params.orderId), 'return=representation');
  });

  app.post<OrderRoute>('/v2/checkout/orders/:orderId/capture', async (request, reply) => {
    authorise(context, request);
    const preference = headerOf(request, 'prefer');
    const order = getOrder(context, request.params.orderId);
    const named = namedRequest(context, request, 'order');
    if (findRepeated(context, named, 'order') !== undefined) return orderView(order, preference);
    refuseUnlessCapturable(order);
    refuseAsMocked(request);
    const plan = await choosePlan(context, 'charge', order.charge.party);
    await refuseAsPlanned(plan.post, async () => await sendBack(context, order));
    await take(context, order, { plan, named });
    // PayPal decides before it answers; only what is reviewed is decided later.
    if (plan.callback !== 'before-answer') await context.scheduler.wake();
    return await answer(reply, {
      plan,
      referenceId: order.orderId,
      send: () => reply.code(201).send(orderView(getOrder(context, order.orderId), preference)),
      fail: () => {
        throw refusal('INTERNAL_SERVER_ERROR');
      },
    });
  });
}

function refuseUnlessCapturable({ status, charge }: Order): void {
  if (charge.status !== 'PENDING' || status === 'COMPLETED') throw refusal('ORDER_ALREADY_CAPTURED');
  if (status !== 'APPROVED') throw refusal('ORDER_NOT_APPROVED');
}

/** The buyer has to choose another card or account, on the same page. */
async function sendBack({ books, clock }: Context, order: Order): Promise<void> {
  await books.write((tx) => setStatus(tx, order, { status: 'PAYER_ACTION_REQUIRED', atMillis: clock.nowMillis() }));
}

async function take(
  context: Context,
  { orderId }: Order,
  { plan, named }: { plan: Plan; named: NamedRequest | undefined },
): Promise<void> {
  const { clock, company } = context;
  const switches = context.switches();
  const nowMillis = clock.nowMillis();
  await context.books.write((tx) => {
    const order = findOrder(tx, orderId);
    if (order === undefined) throw refusal('INVALID_RESOURCE_ID');
    refuseUnlessCapturable(order);
    const decision = decisionOf(plan, { company, switches, nowMillis });
    captureOrder(tx, order, { callback: plan.callback, decision, atMillis: nowMillis });
    const { callbackUrl: url } = order.charge;
    const isReviewed = decision === undefined || decision.atMillis > nowMillis;
    if (isReviewed && url !== undefined && plan.callback !== 'lost') {
      const { body, ...message } = signed(context.signer, order.charge, pendingEvent(order.charge, nowMillis));
      insertCallback(tx, { ...message, referenceId: orderId, url, body: JSON.stringify(body), nextMillis: nowMillis });
    }
    if (named !== undefined) makeOnce(tx, { request: named, keptMillis: keptMillis.order }, () => orderId);
    rememberReached(tx, nowMillis);
  });
}
