import type { PaymentMethod } from '@safiri/contracts';
import type { MessageKey } from '../messages/en.ts';
import type { Declined } from './order-stage.ts';

/** What stands beside a method's name, as people know it. */
export const badges: Readonly<Record<PaymentMethod, string>> = {
  'mtn-momo': 'MoMo',
  'm-pesa': 'M-PESA',
  paypal: 'PayPal',
  card: 'CARD',
};

/** Each form by phone has a field of its own, which a mistake names. */
export function phoneFieldId(method: PaymentMethod): string {
  return `payerPhone-${method}`;
}

/** Words of the buttons that lead to a payment company's page, the first time and again. */
export const openPage: Readonly<Record<'paypal' | 'card', { readonly first: MessageKey; readonly again: MessageKey }>> =
  {
    paypal: { first: 'payment.open.paypal', again: 'waiting.go.paypal' },
    card: { first: 'payment.open.card', again: 'waiting.go.card' },
  };

const reasons: Readonly<Record<string, MessageKey>> = {
  declined: 'payment.reason.declined',
  expired: 'payment.reason.expired',
  'payer-not-found': 'payment.reason.payer-not-found',
  'limit-reached': 'payment.reason.limit-reached',
  'not-enough-funds': 'payment.reason.not-enough-funds',
};
const reasonsOnPages: Readonly<Record<string, MessageKey>> = {
  declined: 'payment.reason.declined.page',
  expired: 'payment.reason.expired.page',
  'limit-reached': 'payment.reason.limit-reached.page',
  'not-enough-funds': 'payment.reason.not-enough-funds.page',
};

/** Why a payment did not go through. */
export function reasonKey({ reason, isByPhone }: Declined): MessageKey {
  return (isByPhone ? reasons : reasonsOnPages)[reason] ?? 'payment.reason.provider-error';
}
