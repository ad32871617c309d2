import Type, { type Static } from 'typebox';
import { Id, Instant, Money, Phone } from '../fields.ts';
import { operation } from '../operation.ts';

export const PaymentMethod = Type.Union([
  Type.Literal('mtn-momo'),
  Type.Literal('m-pesa'),
  Type.Literal('paypal'),
  Type.Literal('card'),
]);
export type PaymentMethod = Static<typeof PaymentMethod>;

/** How an attempt was paid: cash is taken by staff, so it is nothing that a payer asks for. */
export const AttemptMethod = Type.Union([...PaymentMethod.anyOf, Type.Literal('cash')]);
export type AttemptMethod = Static<typeof AttemptMethod>;

/** Whether a method asks the payer on their phone, and so needs its number; the others send the payer to a page of the company. */
export function asksByPhone(method: AttemptMethod): boolean {
  return method === 'mtn-momo' || method === 'm-pesa';
}

export const AttemptStatus = Type.Union([
  Type.Literal('created'),
  Type.Literal('pending'),
  Type.Literal('succeeded'),
  Type.Literal('failed'),
  Type.Literal('unknown'),
]);
export type AttemptStatus = Static<typeof AttemptStatus>;

export const Attempt = Type.Object({
  attemptId: Id,
  orderId: Id,
  method: AttemptMethod,
  /** Null where the method asks nobody's phone. */
  payerPhone: Type.Union([Phone, Type.Null()]),
  /** The page of the payment company on which the payer approves; null where there is none, not yet, or no more. */
  approveUrl: Type.Union([Type.String({ maxLength: 2048 }), Type.Null()]),
  amount: Money,
  status: AttemptStatus,
  /** Why it failed, as a stable word: declined, expired, payer-not-found, limit-reached, not-enough-funds, provider-error. */
  reason: Type.Union([Type.String(), Type.Null()]),
  refund: Type.Union([
    Type.Null(),
    Type.Object({
      status: Type.Union([Type.Literal('pending'), Type.Literal('succeeded'), Type.Literal('failed')]),
      amount: Money,
    }),
  ]),
  createdAt: Instant,
});
export type Attempt = Static<typeof Attempt>;

export const listPaymentMethods = operation({
  id: 'listPaymentMethods',
  service: 'payment',
  method: 'GET',
  path: '/methods',
  summary: 'Ways to pay in a currency',
  who: { kind: 'anyone' },
  query: Type.Object({ currency: Type.String({ pattern: '^[A-Z]{3}$' }) }),
  success: { status: 200, body: Type.Object({ methods: Type.Array(PaymentMethod, { maxItems: 10 }) }) },
  refusals: {},
});

export const createAttempt = operation({
  id: 'createAttempt',
  service: 'payment',
  method: 'POST',
  path: '/attempts',
  summary: "Ask the payer's wallet for the amount of an order, or open a page to approve it on; the answer comes later",
  who: { kind: 'visitor' },
  idempotencyKey: true,
  /** The phone is needed by methods that ask there, and left out of account by others. */
  body: Type.Object({ orderId: Id, method: PaymentMethod, payerPhone: Type.Optional(Phone) }),
  success: { status: 201, body: Attempt },
  refusals: {
    ORDER_NOT_OPEN: 409,
    PAYMENT_IN_PROGRESS: 409,
    IDEMPOTENCY_KEY_REUSED: 422,
    METHOD_NOT_AVAILABLE: 422,
  },
});

export const listAttempts = operation({
  id: 'listAttempts',
  service: 'payment',
  method: 'GET',
  path: '/orders/:orderId/attempts',
  summary: "One's payment attempts for an order, newest first",
  who: { kind: 'visitor' },
  params: Type.Object({ orderId: Id }),
  success: { status: 200, body: Type.Object({ attempts: Type.Array(Attempt, { maxItems: 20 }) }) },
  refusals: {},
});

export const getOpenAttempt = operation({
  id: 'getOpenAttempt',
  service: 'payment',
  method: 'GET',
  path: '/orders/:orderId/open-attempt',
  summary: 'Whether money came for an order, or may still come by an attempt that is not over',
  who: { kind: 'service', callers: ['ticketing'] },
  params: Type.Object({ orderId: Id }),
  success: { status: 200, body: Type.Object({ open: Type.Boolean() }) },
  refusals: {},
});

export const giveUpAttempt = operation({
  id: 'giveUpAttempt',
  service: 'payment',
  method: 'POST',
  path: '/orders/:orderId/attempts/:attemptId/give-up',
  summary: 'Wish for an attempt no more, to pay in another way; money that is on its way may still come',
  who: { kind: 'visitor' },
  params: Type.Object({ orderId: Id, attemptId: Id }),
  body: Type.Object({}),
  success: { status: 200, body: Attempt },
  refusals: { ATTEMPT_NOT_GIVEN_UP: 409 },
});

/** A payment company says that something was decided; only a hint to ask for its status. */
const callback = {
  service: 'payment',
  method: 'POST',
  who: { kind: 'anyone' },
  rawBody: true,
  success: { status: 204 },
  refusals: {},
} as const;
/** Of companies that sign nothing: who knows the address is believed to be them, and no more. */
const secretAddress = Type.Object({ secret: Type.String({ minLength: 16, maxLength: 128 }), referenceId: Id });

export const momoCallbackPost = operation({
  ...callback,
  id: 'momoCallbackPost',
  path: '/callbacks/momo/:secret/:referenceId',
  params: secretAddress,
  summary: 'MTN MoMo says that a request was decided, as some of its markets send it',
});
export const momoCallbackPut = operation({
  ...momoCallbackPost,
  id: 'momoCallbackPut',
  method: 'PUT',
  summary: 'MTN MoMo says that a request was decided',
});
export const mpesaCallback = operation({
  ...callback,
  id: 'mpesaCallback',
  path: '/callbacks/m-pesa/:secret/:referenceId/:about',
  /** Results of requests and answers to questions look alike, so the address says which it is. */
  params: Type.Object({
    ...secretAddress.properties,
    about: Type.Union([
      Type.Literal('payment'),
      Type.Literal('refund'),
      Type.Literal('status'),
      Type.Literal('timeout'),
    ]),
  }),
  summary: 'M-Pesa says that a request was decided',
  // What it expects to hear.
  success: { status: 200, body: Type.Object({ ResultCode: Type.Integer(), ResultDesc: Type.String() }) },
});
export const paypalCallback = operation({
  ...callback,
  id: 'paypalCallback',
  path: '/callbacks/paypal',
  summary: 'PayPal says, signed, that something happened to a payment or refund',
});
export const cardCallback = operation({
  ...callback,
  id: 'cardCallback',
  path: '/callbacks/card',
  summary: 'The acquirer of cards says, signed, that something happened to a payment or refund',
});

export const paymentOperations = {
  listPaymentMethods,
  createAttempt,
  listAttempts,
  getOpenAttempt,
  giveUpAttempt,
  momoCallbackPut,
  momoCallbackPost,
  mpesaCallback,
  paypalCallback,
  cardCallback,
};
