import Type from 'typebox';
import { event } from '../event.ts';
import { Id, Money } from '../fields.ts';
import { PaymentMethod } from '../operations/payment.ts';

const Version = Type.Integer({ minimum: 1 });
const about = { attemptId: Id, orderId: Id, version: Version, method: PaymentMethod, amount: Money };

export const paymentSucceeded = event({
  type: 'payment-succeeded',
  source: 'payment',
  payload: Type.Object({ ...about, providerTransactionId: Type.String() }),
});
export const paymentFailed = event({
  type: 'payment-failed',
  source: 'payment',
  payload: Type.Object({ ...about, reason: Type.String() }),
});
const refund = { refundId: Id, orderId: Id, version: Version, amount: Money };
export const refundSucceeded = event({ type: 'refund-succeeded', source: 'payment', payload: Type.Object(refund) });
export const refundFailed = event({
  type: 'refund-failed',
  source: 'payment',
  payload: Type.Object({ ...refund, reason: Type.String() }),
});

export const paymentEvents = { paymentSucceeded, paymentFailed, refundSucceeded, refundFailed };
