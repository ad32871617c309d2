import Type, { type Static } from 'typebox';
import { Currency, Id, Instant, Limit, Money } from '../fields.ts';
import { operation } from '../operation.ts';
import { PaymentMethod } from './payment.ts';

const operator = { kind: 'staff', permission: 'money:decide' } as const;
const Reason = Type.String({
  minLength: 1,
  maxLength: 500,
  pattern: '\\S',
  description: 'For whoever reads it in a year',
});
/** Named by whoever decides, so that nobody decides about another amount than they think. */
const Stake = Type.Object({
  amountMinor: Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER }),
  currency: Currency,
});

export const MoneyDecision = Type.Object({
  decisionId: Id,
  orderId: Id,
  /** The attempt or the refund. */
  subjectId: Id,
  action: Type.Enum(['accept', 'give-back', 'nothing-came', 'try-again', 'settled-by-hand']),
  amount: Money,
  reason: Type.String(),
  reference: Type.Union([Type.String(), Type.Null()]),
  /** `waiting`: nothing was done yet, because a second person has to look. */
  status: Type.Enum(['done', 'waiting', 'refused']),
  decidedBy: Id,
  decidedAt: Instant,
});
export type MoneyDecision = Static<typeof MoneyDecision>;

/** Money that no program may decide about. */
export const MoneyMatter = Type.Object({
  /**
   * `held-attempt`: what came is not what was asked for. `late-outcome`: the payment company says that money of a failed
   * attempt moved, or may. `failed-refund`: owed, and the company did not take it. `held-refund`: the company gave back
   * another amount than is owed.
   */
  kind: Type.Enum(['held-attempt', 'late-outcome', 'failed-refund', 'held-refund']),
  orderId: Id,
  subjectId: Id,
  method: Type.Union([PaymentMethod, Type.Null()]),
  /** What was asked for, or is owed. */
  amount: Money,
  /** What came, where somebody could read it. */
  came: Type.Union([Money, Type.Null()]),
  because: Type.String(),
  since: Instant,
  /** The decision that waits for a second person. */
  decision: Type.Union([MoneyDecision, Type.Null()]),
});
export type MoneyMatter = Static<typeof MoneyMatter>;

export const listMoneyMatters = operation({
  id: 'listMoneyMatters',
  service: 'payment',
  method: 'GET',
  path: '/money-matters',
  summary: 'Money that waits for a person to decide, oldest first',
  who: operator,
  query: Type.Object({
    after: Type.Optional(Type.String({ maxLength: 80, description: '`next` of the page before' })),
    limit: Type.Optional(Limit),
  }),
  success: {
    status: 200,
    body: Type.Object({
      matters: Type.Array(MoneyMatter, { maxItems: 100 }),
      next: Type.Union([Type.String(), Type.Null()]),
    }),
  },
  refusals: {},
});

const decided = {
  IDEMPOTENCY_KEY_REUSED: 422,
  DECISION_WAITS: 409,
  NOTHING_TO_DECIDE: 409,
  AMOUNT_DIFFERS: 422,
} as const;

export const decideAttempt = operation({
  id: 'decideAttempt',
  service: 'payment',
  method: 'POST',
  path: '/orders/:orderId/attempts/:attemptId/decisions',
  summary: 'Say whose the money of an attempt is: its order’s, the payer’s, or that none came',
  who: operator,
  sensitive: true,
  params: Type.Object({ orderId: Id, attemptId: Id }),
  body: Type.Object({
    action: Type.Union([Type.Literal('accept'), Type.Literal('give-back'), Type.Literal('nothing-came')]),
    amount: Stake,
    reason: Reason,
  }),
  idempotencyKey: true,
  success: { status: 200, body: MoneyDecision },
  refusals: { ...decided, NOT_FOR_THIS: 409, TRANSACTION_TAKEN: 409 },
});

export const decideRefund = operation({
  id: 'decideRefund',
  service: 'payment',
  method: 'POST',
  path: '/orders/:orderId/refunds/:refundId/decisions',
  summary:
    'Have a failed refund tried again; or say that a failed one, or one of which another amount went back, was settled by hand',
  who: operator,
  sensitive: true,
  params: Type.Object({ orderId: Id, refundId: Id }),
  body: Type.Union([
    Type.Object({ action: Type.Literal('try-again'), amount: Stake, reason: Reason }),
    Type.Object({
      action: Type.Literal('settled-by-hand'),
      amount: Stake,
      reason: Reason,
      reference: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S', description: 'How the bank names it' }),
      paidBackMinor: Type.Optional(
        Type.Integer({
          minimum: 0,
          maximum: Number.MAX_SAFE_INTEGER,
          description: 'What the payment company gave back itself, as its statement says: the rest came from the bank',
        }),
      ),
    }),
  ]),
  idempotencyKey: true,
  success: { status: 200, body: MoneyDecision },
  refusals: { ...decided, NOT_COVERED: 409, NOT_FOR_THIS: 409, PAID_BACK_MISSING: 422 },
});

export const lookAtDecision = operation({
  id: 'lookAtDecision',
  service: 'payment',
  method: 'POST',
  path: '/money-decisions/:decisionId/second-look',
  summary: 'Approve what somebody else decided about a large amount, which then happens, or refuse it',
  who: operator,
  sensitive: true,
  params: Type.Object({ decisionId: Id }),
  body: Type.Object({ verdict: Type.Union([Type.Literal('approved'), Type.Literal('refused')]), reason: Reason }),
  success: { status: 200, body: MoneyDecision },
  refusals: {
    SAME_PERSON: 403,
    POWER_TOO_FRESH: 403,
    ALREADY_DECIDED: 409,
    NOTHING_TO_DECIDE: 409,
    AMOUNT_DIFFERS: 422,
    NOT_FOR_THIS: 409,
    TRANSACTION_TAKEN: 409,
    NOT_COVERED: 409,
    PAID_BACK_MISSING: 422,
  },
});

export const decisionOperations = { listMoneyMatters, decideAttempt, decideRefund, lookAtDecision };
