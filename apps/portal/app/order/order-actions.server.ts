import { createHash } from 'node:crypto';
import {
  asksByPhone,
  checkOutOrder,
  createAttempt,
  extendOrder,
  getOrder,
  giveUpAttempt,
  releaseOrder,
  type PaymentMethod,
} from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { MessageKey } from '../messages/en.ts';
import { failPage } from '../visit/fail-page.server.ts';
import { keyIn, textIn } from '../visit/form-values.ts';
import { messageOfRefusal } from '../visit/refusal-messages.ts';
import type { Visit } from '../visit/visit.server.ts';
import { passengersOf } from './passengers.ts';
import { phoneFieldId } from './payment-methods.ts';
import { callingCodeOf, readPhone } from './phone-number.ts';

/** Where an action leads, or what is wrong with its form. `payKey` is set while nobody knows whether money was asked for. */
export type OrderOutcome =
  | { readonly kind: 'done'; readonly to: string }
  | {
      readonly kind: 'refused';
      readonly errors: Readonly<Record<string, MessageKey>>;
      readonly problem?: MessageKey;
      readonly values: Readonly<Record<string, string>>;
      readonly payKey?: string;
    };

export async function checkOut(visit: Visit, orderId: string, form: FormData): Promise<OrderOutcome> {
  const order = await orderOf(visit, orderId);
  const values = Object.fromEntries([...form.keys()].map((name) => [name, textIn(form, name)]));
  const callingCode = callingCodeOf(order.claims[0]?.from.timeZone ?? '');
  const phone = readPhone(textIn(form, 'phone'), callingCode);
  const email = textIn(form, 'email');
  const persons = passengersOf(order.claims);
  const errors: Record<string, MessageKey> = {};
  for (const { index } of persons)
    if (textIn(form, `name-${index}`) === '') errors[`name-${index}`] = 'passengers.error.name';
  if (textIn(form, 'phone') !== '' && phone === undefined)
    errors['phone'] = callingCode === undefined ? 'passengers.error.phone.plus' : 'passengers.error.phone';
  if (email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) errors['email'] = 'passengers.error.email';
  if (textIn(form, 'phone') === '' && email === '') errors['phone'] = 'passengers.error.contact';
  if (Object.keys(errors).length > 0) return { kind: 'refused', errors, values };
  const passengers = persons.flatMap(({ index, claims }) =>
    claims.map(({ claimId }) => ({ claimId, name: textIn(form, `name-${index}`).slice(0, 80) })),
  );
  const answer = await visit.api(checkOutOrder, {
    params: { orderId },
    body: { contact: { ...(phone === undefined ? {} : { phone }), ...(email === '' ? {} : { email }) }, passengers },
  });
  if (answer.ok) return { kind: 'done', to: `/orders/${orderId}` };
  if (answer.code === 'HOLD_EXPIRED' || answer.code === 'ORDER_NOT_HELD')
    return { kind: 'done', to: `/orders/${orderId}` };
  return { kind: 'refused', errors, values, problem: messageOfRefusal(answer.code) };
}

const methods: readonly PaymentMethod[] = ['mtn-momo', 'm-pesa', 'paypal', 'card'];

export async function pay(visit: Visit, orderId: string, form: FormData): Promise<OrderOutcome> {
  const order = await orderOf(visit, orderId);
  const method = methods.find((each) => each === textIn(form, 'method'));
  if (method === undefined) return { kind: 'refused', errors: {}, values: {}, problem: 'refusal.method-not-available' };
  const field = phoneFieldId(method);
  const values = { [field]: textIn(form, 'payerPhone') };
  const callingCode = callingCodeOf(order.claims[0]?.from.timeZone ?? '');
  const payerPhone = asksByPhone(method) ? readPhone(textIn(form, 'payerPhone'), callingCode) : undefined;
  if (asksByPhone(method) && payerPhone === undefined)
    return {
      kind: 'refused',
      errors: { [field]: callingCode === undefined ? 'passengers.error.phone.plus' : 'passengers.error.phone' },
      values,
    };
  const payKey = keyIn(form, 'payKey') ?? newId();
  const answer = await visit.api(createAttempt, {
    body: { orderId, method, ...(payerPhone === undefined ? {} : { payerPhone }) },
    idempotencyKey: keyOf(payKey, payerPhone ?? method),
  });
  // Whatever the reason that an attempt is under way, the order's page knows how it goes.
  const underWay = answer.ok || ['PAYMENT_IN_PROGRESS', 'REQUEST_IN_FLIGHT', 'ORDER_NOT_OPEN'].includes(answer.code);
  if (underWay) return { kind: 'done', to: `/orders/${orderId}` };
  return {
    kind: 'refused',
    errors: {},
    values,
    problem: answer.code === 'NO_ANSWER' ? 'payment.no-answer' : messageOfRefusal(answer.code),
    ...(answer.code === 'NO_ANSWER' ? { payKey } : {}),
  };
}

/** The payer came back from a company's page and wants another way. Where it stands then, the order's page knows. */
export async function giveUp(visit: Visit, orderId: string, form: FormData): Promise<OrderOutcome> {
  const attemptId = keyIn(form, 'attemptId') ?? '';
  const answer = await visit.api(giveUpAttempt, { params: { orderId, attemptId }, body: {} });
  if (answer.ok || answer.code === 'ATTEMPT_NOT_GIVEN_UP') return { kind: 'done', to: `/orders/${orderId}` };
  return { kind: 'refused', errors: {}, values: {}, problem: messageOfRefusal(answer.code) };
}

export async function release(visit: Visit, orderId: string): Promise<OrderOutcome> {
  const answer = await visit.api(releaseOrder, { params: { orderId } });
  if (answer.ok || answer.code === 'ORDER_NOT_HELD') return { kind: 'done', to: `/orders/${orderId}` };
  return { kind: 'refused', errors: {}, values: {}, problem: messageOfRefusal(answer.code) };
}

/** A hold is extended once, so its order is key enough: pressed again, or sent again by the network, it is the same extension. */
export async function extend(visit: Visit, orderId: string): Promise<OrderOutcome> {
  const answer = await visit.api(extendOrder, { params: { orderId }, idempotencyKey: `extension.${orderId}` });
  if (answer.ok || answer.code === 'HOLD_EXPIRED' || answer.code === 'ORDER_NOT_HELD')
    return { kind: 'done', to: `/orders/${orderId}` };
  return { kind: 'refused', errors: {}, values: {}, problem: messageOfRefusal(answer.code) };
}

/** The same wallet, or page, asked twice from one form is one attempt; another is another. */
function keyOf(payKey: string, payer: string): string {
  return `${payKey}.${createHash('sha256').update(payer).digest('base64url')}`;
}

async function orderOf(visit: Visit, orderId: string) {
  const answer = await visit.api(getOrder, { params: { orderId } });
  if (!answer.ok) throw failPage(visit, answer);
  return answer.value;
}
