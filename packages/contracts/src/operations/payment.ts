import Type, { type Static } from 'typebox';
import { Id, Instant, Money, Phone } from '../fields.ts';
import { operation } from '../operation.ts';

export const PaymentMethod = Type.Union([Type.Literal('mtn-momo')]);
export type PaymentMethod = Static<typeof PaymentMethod>;

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
  method: PaymentMethod,
  payerPhone: Phone,
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
  summary: "Ask the payer's wallet for the amount of an order; the answer comes later",
  who: { kind: 'visitor' },
  idempotencyKey: true,
  body: Type.Object({ orderId: Id, method: PaymentMethod, payerPhone: Phone }),
  success: { status: 201, body: Attempt },
  refusals: {
    ORDER_NOT_OPEN: 409,
    PAYMENT_IN_PROGRESS: 409,
    IDEMPOTENCY_KEY_REUSED: 422,
    IDEMPOTENCY_KEY_IN_FLIGHT: 409,
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

const callback = {
  service: 'payment',
  path: '/callbacks/momo/:secret/:referenceId',
  who: { kind: 'anyone' },
  params: Type.Object({ secret: Type.String({ minLength: 16, maxLength: 128 }), referenceId: Id }),
  body: Type.Unknown(),
  success: { status: 204 },
  refusals: {},
} as const;
export const momoCallbackPut = operation({
  ...callback,
  id: 'momoCallbackPut',
  method: 'PUT',
  summary: 'MTN MoMo says that a request was decided; only a hint to ask for its status',
});
export const momoCallbackPost = operation({
  ...callback,
  id: 'momoCallbackPost',
  method: 'POST',
  summary: 'The same, as some MTN markets send it',
});

export const paymentOperations = { listPaymentMethods, createAttempt, listAttempts, momoCallbackPut, momoCallbackPost };
