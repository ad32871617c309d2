import Type, { type Static } from 'typebox';
import { Currency, Id, Instant, Money } from '../fields.ts';
import { operation } from '../operation.ts';
import { Order } from '../order.ts';

/** Who issues the vouchers of the platform itself, which pay for every company's fares. */
export const platformIssuer = '00000000-0000-0000-0000-000000000000';

/** Sixteen letters and digits in groups of four; read as typed, in small letters too, with blanks or without dashes. */
const VoucherCode = Type.String({ minLength: 16, maxLength: 40, description: 'As printed: XXXX-XXXX-XXXX-XXXX' });

const VoucherCause = Type.Union([
  Type.Literal('goodwill'),
  Type.Literal('compensation'),
  /** Credit that a passenger chose instead of money. */
  Type.Literal('refund-choice'),
  Type.Literal('gift'),
]);

export const Voucher = Type.Object({
  voucherId: Id,
  /** A company, for its own fares; or the platform, for any. */
  issuerId: Id,
  /** Whose it is; null: of whoever has the code. */
  ownerId: Type.Union([Id, Type.Null()]),
  cause: VoucherCause,
  amount: Money,
  remaining: Money,
  /** For orders that are open, until they are paid or over. */
  reserved: Money,
  expiresAt: Instant,
  issuedAt: Instant,
});
export type Voucher = Static<typeof Voucher>;

const issuerParams = Type.Object({ companyId: Id });
/** One that nobody would call small change; whoever needs more issues two. */
const mostMinor = 10_000_000;

export const issueVoucher = operation({
  id: 'issueVoucher',
  service: 'ticketing',
  method: 'POST',
  path: '/companies/:companyId/vouchers',
  summary: 'Issue a voucher to a passenger, or to whoever has its code, which is told in this answer and never again',
  who: { kind: 'staff', permission: 'voucher:issue' },
  sensitive: true,
  params: issuerParams,
  idempotencyKey: true,
  body: Type.Object({
    amount: Type.Object({ amountMinor: Type.Integer({ minimum: 1, maximum: mostMinor }), currency: Currency }),
    ownerId: Type.Optional(Id),
    cause: Type.Union([Type.Literal('goodwill'), Type.Literal('compensation'), Type.Literal('gift')]),
    expiresAt: Instant,
  }),
  success: {
    status: 201,
    body: Type.Object({ voucher: Voucher, code: Type.Union([VoucherCode, Type.Null()]) }),
  },
  refusals: { EXPIRY_OUT_OF_RANGE: 422, CURRENCY_UNKNOWN: 422, NOT_WHOLE_UNITS: 422, IDEMPOTENCY_KEY_REUSED: 422 },
});

export const listVouchers = operation({
  id: 'listVouchers',
  service: 'ticketing',
  method: 'GET',
  path: '/companies/:companyId/vouchers',
  summary: "Vouchers that one's company issued, newest first",
  who: { kind: 'staff', permission: 'voucher:issue' },
  params: issuerParams,
  query: Type.Object({ before: Type.Optional(Id) }),
  success: {
    status: 200,
    body: Type.Object({ vouchers: Type.Array(Voucher, { maxItems: 100 }), more: Type.Boolean() }),
  },
  refusals: {},
});

export const withdrawVoucher = operation({
  id: 'withdrawVoucher',
  service: 'ticketing',
  method: 'DELETE',
  path: '/companies/:companyId/vouchers/:voucherId',
  summary: 'Take back what remains of a voucher; open orders that reserved it may still be paid with it',
  who: { kind: 'staff', permission: 'voucher:issue' },
  sensitive: true,
  params: Type.Object({ companyId: Id, voucherId: Id }),
  success: { status: 204 },
  refusals: {},
});

export const listMyVouchers = operation({
  id: 'listMyVouchers',
  service: 'ticketing',
  method: 'GET',
  path: '/vouchers',
  summary: "One's own vouchers, newest first, and what remains of each",
  who: { kind: 'visitor' },
  success: { status: 200, body: Type.Object({ vouchers: Type.Array(Voucher, { maxItems: 100 }) }) },
  refusals: {},
});

const tenderRefusals = { ORDER_NOT_HELD: 409, HOLD_EXPIRED: 409, PAYMENT_UNDER_WAY: 409 } as const;

export const payWithVoucher = operation({
  id: 'payWithVoucher',
  service: 'ticketing',
  method: 'POST',
  path: '/orders/:orderId/vouchers',
  summary: "Reserve of a voucher, by its code or one's own, what it can pay of an order; the rest is paid with money",
  who: { kind: 'visitor' },
  params: Type.Object({ orderId: Id }),
  /** One of both. */
  body: Type.Object({ code: Type.Optional(VoucherCode), voucherId: Type.Optional(Id) }),
  success: { status: 200, body: Order },
  refusals: {
    ...tenderRefusals,
    CODE_OR_VOUCHER: 422,
    VOUCHER_UNKNOWN: 422,
    VOUCHER_EXPIRED: 409,
    VOUCHER_EMPTY: 409,
    VOUCHER_NOT_FOR_THIS: 409,
    TOO_MANY_VOUCHERS: 409,
    TOO_MANY_CODES_FROM_ADDRESS: 429,
  },
});

export const takeVoucherOff = operation({
  id: 'takeVoucherOff',
  service: 'ticketing',
  method: 'DELETE',
  path: '/orders/:orderId/vouchers/:voucherId',
  summary: 'Pay no part of an order with a voucher after all; repeating it changes nothing',
  who: { kind: 'visitor' },
  params: Type.Object({ orderId: Id, voucherId: Id }),
  success: { status: 200, body: Order },
  refusals: tenderRefusals,
});

export const bookOrder = operation({
  id: 'bookOrder',
  service: 'ticketing',
  method: 'POST',
  path: '/orders/:orderId/booking',
  summary: 'Book an order that vouchers pay in full; repeating it answers the same booking',
  who: { kind: 'visitor' },
  params: Type.Object({ orderId: Id }),
  body: Type.Object({}),
  success: { status: 200, body: Order },
  refusals: { ORDER_NOT_HELD: 409, HOLD_EXPIRED: 409, ORDER_NOT_COVERED: 409 },
});

export const voucherOperations = {
  issueVoucher,
  listVouchers,
  withdrawVoucher,
  listMyVouchers,
  payWithVoucher,
  takeVoucherOff,
  bookOrder,
};
