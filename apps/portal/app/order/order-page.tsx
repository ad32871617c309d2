import { data, redirect, type ShouldRevalidateFunctionArgs } from 'react-router';
import { textIn } from '../visit/form-values.ts';
import { visitOf, type Visit } from '../visit/visit.server.ts';
import { checkOut, extend, giveUp, pay, release, type OrderOutcome } from './order-actions.server.ts';
import { loadOrder } from './load-order.server.ts';
import { takeDeparture } from './next-departures.server.ts';
import { OrderView } from './order-view.tsx';
import { book, dropVoucher, payByVoucher } from './voucher-actions.server.ts';
import type { Route } from './+types/order-page';

/** Without script a page that waits is fetched again this often. */
const refreshSeconds = 5;

export async function loader({ request, params, context }: Route.LoaderArgs) {
  const page = await loadOrder(visitOf(context), params.orderId);
  if (page.stage.kind === 'confirmed' && page.stage.link !== undefined) throw redirect(`/t/${page.stage.link}`);
  const isEditing = new URL(request.url).searchParams.get('step') === 'passengers' && page.stage.kind === 'payment';
  const waits = page.stage.kind === 'waiting' || page.stage.kind === 'confirmed';
  return { ...page, isEditing, refreshSeconds: waits ? refreshSeconds : undefined };
}

export async function action({ request, params, context }: Route.ActionArgs) {
  const visit = visitOf(context);
  const form = await request.formData();
  const outcome = await carryOut(visit, params.orderId, form);
  return outcome.kind === 'done' ? redirect(outcome.to) : data(outcome, { status: 422 });
}

async function carryOut(visit: Visit, orderId: string, form: FormData): Promise<OrderOutcome> {
  const intent = textIn(form, 'intent');
  if (intent === 'pay') return await pay(visit, orderId, form);
  if (intent === 'give-up') return await giveUp(visit, orderId, form);
  if (intent === 'use-voucher') return await payByVoucher(visit, orderId, form);
  if (intent === 'take-voucher-off') return await dropVoucher(visit, orderId, form);
  if (intent === 'book') return await book(visit, orderId);
  if (intent === 'release') return await release(visit, orderId);
  if (intent === 'take-departure') return await takeDeparture(visit, form);
  if (intent === 'extend') return await extend(visit, orderId);
  return await checkOut(visit, orderId, form);
}

export function headers() {
  return { 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' };
}

/** After a refusal too: an attempt may be under way although its answer was lost. */
export function shouldRevalidate({ actionStatus, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  return actionStatus !== undefined || defaultShouldRevalidate;
}

export default function OrderPage({ loaderData, actionData }: Route.ComponentProps) {
  return <OrderView page={loaderData} isEditing={loaderData.isEditing} refusal={actionData} />;
}
