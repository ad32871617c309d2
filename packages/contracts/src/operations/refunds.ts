import Type, { type Static } from 'typebox';
import { AmountMinor, Id, Instant, LinkToken, Money, TripId } from '../fields.ts';
import { operation } from '../operation.ts';

/** What is given back of a seat that is cancelled at least so long before its departure. */
export const RefundTier = Type.Object({
  hoursBefore: Type.Integer({
    minimum: 0,
    // A year: trips are on sale for less.
    maximum: 8_760,
  }),
  refundedPercent: Type.Integer({ minimum: 0, maximum: 100, description: 'Of the fare' }),
  feePerSeat: Type.Union([Money, Type.Null()], {
    description: 'Kept of what would be given back, where the fare is in its currency',
  }),
  creditPercent: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 100,
      description:
        'Of the fare, as credit with the company where the passenger wants that instead of money; left out: no credit',
    }),
  ),
});
export type RefundTier = Static<typeof RefundTier>;

export const RefundPolicy = Type.Object({
  tiers: Type.Array(RefundTier, {
    maxItems: 10,
    description: 'The longest time first; later than the last one nothing is given back',
  }),
});
export type RefundPolicy = Static<typeof RefundPolicy>;

const companyParams = Type.Object({ companyId: Id });

export const getRefundPolicy = operation({
  id: 'getRefundPolicy',
  service: 'ticketing',
  method: 'GET',
  path: '/companies/:companyId/refund-policy',
  summary:
    'What a company gives back of seats that are sold from now on and cancelled; if it never said, what the platform does',
  who: { kind: 'anyone' },
  params: companyParams,
  success: { status: 200, body: RefundPolicy },
  refusals: {},
});

export const setRefundPolicy = operation({
  id: 'setRefundPolicy',
  service: 'ticketing',
  method: 'PUT',
  path: '/companies/:companyId/refund-policy',
  summary:
    "Say what one's company gives back of seats that are sold from now on; what is sold already keeps its policy",
  who: { kind: 'staff', permission: 'sale-rules:write' },
  params: companyParams,
  body: RefundPolicy,
  success: { status: 200, body: RefundPolicy },
  refusals: { TIERS_UNORDERED: 422 },
});

export const RefundGives = Type.Union([Type.Literal('money'), Type.Literal('credit')]);
export type RefundGives = Static<typeof RefundGives>;

export const RefundQuote = Type.Object({
  quoteId: Id,
  orderId: Id,
  status: Type.Union([Type.Literal('open'), Type.Literal('confirmed'), Type.Literal('expired')]),
  cause: Type.Union([
    Type.Literal('passenger-cancelled'),
    /** The company could not carry whom it sold a seat: all of the fare goes back. */
    Type.Literal('company-cancelled'),
  ]),
  /** Credit: a voucher of each company, for its fares, to whose order it is. */
  gives: RefundGives,
  /** Until when it stands, by the database clock. */
  expiresAt: Instant,
  serverTime: Instant,
  total: Money,
  /** They sum to the total. */
  lines: Type.Array(
    Type.Object({
      claimId: Id,
      tripId: TripId,
      fare: Money,
      kept: Money,
      refunded: Money,
      /** The rule by which something is kept, with what it keeps of this seat. */
      refundedPercent: RefundTier.properties.refundedPercent,
      feeMinor: AmountMinor,
      hoursBefore: Type.Union([RefundTier.properties.hoursBefore, Type.Null()], {
        description: 'Null where no tier of the policy fits, or none was asked',
      }),
    }),
    { maxItems: 16 },
  ),
});
export type RefundQuote = Static<typeof RefundQuote>;

/** Seats of an order that are still good. Sixteen are as many as passengers order; more are cancelled by another quote. */
const claimIds = Type.Array(Id, { minItems: 1, maxItems: 16, uniqueItems: true });

const quoted = {
  service: 'ticketing',
  method: 'POST',
  body: Type.Object({ claimIds, gives: Type.Optional(RefundGives) }),
  success: { status: 201, body: RefundQuote },
  refusals: {
    ORDER_NOT_CONFIRMED: 409,
    ALREADY_CANCELLED: 409,
    ALREADY_BOARDED: 409,
    TRIP_DEPARTED: 409,
    TOO_MANY_QUOTES: 409,
    CLAIM_UNKNOWN: 422,
    CREDIT_NOT_OFFERED: 409,
  },
} as const;

const confirmed = {
  service: 'ticketing',
  method: 'POST',
  idempotencyKey: true,
  success: { status: 200, body: RefundQuote },
  refusals: {
    QUOTE_EXPIRED: 409,
    ORDER_CHANGED: 409,
    ALREADY_BOARDED: 409,
    TRIP_DEPARTED: 409,
    IDEMPOTENCY_KEY_REUSED: 422,
  },
} as const;

export const quoteRefund = operation({
  ...quoted,
  id: 'quoteRefund',
  path: '/orders/:orderId/refund-quotes',
  summary:
    "What would be given back if these seats of one's order were cancelled: an offer that stands for ten minutes",
  who: { kind: 'visitor' },
  params: Type.Object({ orderId: Id }),
});

export const confirmRefund = operation({
  ...confirmed,
  id: 'confirmRefund',
  path: '/orders/:orderId/refund-quotes/:quoteId/confirmation',
  summary: 'Cancel the seats of an offer for what it gives back, once, however often this is said',
  who: { kind: 'visitor' },
  params: Type.Object({ orderId: Id, quoteId: Id }),
});

export const quoteRefundByLink = operation({
  ...quoted,
  id: 'quoteRefundByLink',
  path: '/links/:link/refund-quotes',
  summary: 'As quoteRefund, for whoever holds the private link of the order; money goes back to who paid',
  who: { kind: 'anyone' },
  params: Type.Object({ link: LinkToken }),
});

export const getRefundQuoteByLink = operation({
  id: 'getRefundQuoteByLink',
  service: 'ticketing',
  method: 'GET',
  path: '/links/:link/refund-quotes/:quoteId',
  summary: 'An offer of a refund, as it stands',
  who: { kind: 'anyone' },
  params: Type.Object({ link: LinkToken, quoteId: Id }),
  success: { status: 200, body: RefundQuote },
  refusals: {},
});

export const confirmRefundByLink = operation({
  ...confirmed,
  id: 'confirmRefundByLink',
  path: '/links/:link/refund-quotes/:quoteId/confirmation',
  summary: 'As confirmRefund, for whoever holds the private link of the order',
  who: { kind: 'anyone' },
  params: Type.Object({ link: LinkToken, quoteId: Id }),
});

export const quoteRefundForCustomer = operation({
  ...quoted,
  id: 'quoteRefundForCustomer',
  path: '/companies/:companyId/orders/:orderId/refund-quotes',
  summary:
    "As quoteRefund, by staff, for seats on their company's trips: as the policy says, or all of the fare where the company is the cause",
  who: { kind: 'staff', permission: 'refund:write' },
  sensitive: true,
  params: Type.Object({ companyId: Id, orderId: Id }),
  body: Type.Object({
    claimIds,
    companyReason: Type.Optional(
      Type.String({
        minLength: 1,
        maxLength: 200,
        pattern: '\\S',
        description: 'Why the company cannot carry them: nothing is kept then, boarded and departed or not',
      }),
    ),
  }),
});

export const confirmRefundForCustomer = operation({
  ...confirmed,
  id: 'confirmRefundForCustomer',
  path: '/companies/:companyId/orders/:orderId/refund-quotes/:quoteId/confirmation',
  summary: "As confirmRefund, for an offer that was made by one's own company",
  who: { kind: 'staff', permission: 'refund:write' },
  sensitive: true,
  params: Type.Object({ companyId: Id, orderId: Id, quoteId: Id }),
});

export const refundOperations = {
  getRefundPolicy,
  setRefundPolicy,
  quoteRefund,
  confirmRefund,
  quoteRefundByLink,
  getRefundQuoteByLink,
  confirmRefundByLink,
  quoteRefundForCustomer,
  confirmRefundForCustomer,
};
