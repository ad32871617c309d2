import Type from 'typebox';
import { event } from '../event.ts';
import { Currency, Id, Instant, LinkToken, Locale, Money, Name } from '../fields.ts';
import { AttemptMethod } from '../operations/payment.ts';

const Version = Type.Integer({ minimum: 1 });
const about = { attemptId: Id, orderId: Id, version: Version, method: AttemptMethod, amount: Money };

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

/** A company's receipt for an order, or credit note for a refund, can be read. Said once, when the fiscal device has signed it or did not in time. */
export const receiptIssued = event({
  type: 'receipt-issued',
  source: 'payment',
  payload: Type.Object({
    receiptId: Id,
    version: Version,
    kind: Type.Union([Type.Literal('receipt'), Type.Literal('credit-note')]),
    number: Type.String(),
    companyId: Id,
    companyName: Name,
    orderId: Id,
    reference: Type.String(),
    total: Money,
    contact: Type.Object({ email: Type.Union([Type.String(), Type.Null()]) }),
    locale: Locale,
    link: LinkToken,
  }),
});

/** Where a company's payouts go may change, or does: told to the company, whoever of it asked. */
export const payoutAccountChanged = event({
  type: 'payout-account-changed',
  source: 'payment',
  payload: Type.Object({
    companyId: Id,
    companyName: Type.String(),
    /** Of the company; null where nobody knows one. */
    email: Type.Union([Type.String(), Type.Null()]),
    accountId: Id,
    status: Type.Enum(['asked', 'confirmed', 'refused']),
    currency: Currency,
    /** Its bank or operator, and the last digits of its number. */
    label: Type.String(),
    inForceFrom: Type.Union([Instant, Type.Null()]),
  }),
});

export const paymentEvents = {
  paymentSucceeded,
  paymentFailed,
  refundSucceeded,
  refundFailed,
  receiptIssued,
  payoutAccountChanged,
};
