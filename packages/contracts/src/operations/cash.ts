import Type from 'typebox';
import {
  CashClosing,
  CashCount,
  CashLine,
  CashOwed,
  CashReason,
  CashSession,
  CashSessionStatus,
  mostLinesOfSession,
  mostMissingSales,
  SaleCount,
  SaleNo,
} from '../cash.ts';
import { AmountMinor, Currency, Id } from '../fields.ts';
import { operation } from '../operation.ts';
import { cashRuleOperations } from './cash-rules.ts';

const session = Type.Object({ sessionId: Id });
/** One's own drawer is where one is. */
const takes = { kind: 'staff', permission: 'cash:take', scoped: true } as const;
/** Drawers stand at places, and so do those who review them. */
const reviews = { kind: 'staff', permission: 'cash:review', scoped: true } as const;
const ofLines = {
  CASH_SESSION_NOT_OPEN: 409,
  CASH_SESSION_FULL: 409,
  NOT_WHOLE_UNITS: 422,
  IDEMPOTENCY_KEY_REUSED: 422,
} as const;

export const openCashSession = operation({
  id: 'openCashSession',
  service: 'payment',
  method: 'POST',
  path: '/cash/sessions',
  summary: "Open one's own drawer in a currency, with the float that was counted into it",
  who: takes,
  idempotencyKey: true,
  body: Type.Object({
    currency: Currency,
    float: CashCount,
    /** The branch or station where the drawer stands; wherever its agent takes cash, where it is left out. */
    placeId: Type.Optional(Id),
  }),
  success: { status: 201, body: CashSession },
  refusals: { CASH_SESSION_OPEN: 409, NOT_WHOLE_UNITS: 422, IDEMPOTENCY_KEY_REUSED: 422 },
});

export const listCashSessions = operation({
  id: 'listCashSessions',
  service: 'payment',
  method: 'GET',
  path: '/cash/sessions',
  summary:
    "One's own drawer sessions, newest first; those of the company, or of the places where one reviews them, too",
  who: takes,
  query: Type.Object({
    status: Type.Optional(CashSessionStatus),
    flagged: Type.Optional(Type.Boolean({ description: 'Whose newest count was beyond the limit, or was not' })),
    agentId: Type.Optional(Id),
    before: Type.Optional(Id),
  }),
  success: {
    status: 200,
    body: Type.Object({ sessions: Type.Array(CashSession, { maxItems: 100 }), more: Type.Boolean() }),
  },
  refusals: {},
});

export const getCashSession = operation({
  id: 'getCashSession',
  service: 'payment',
  method: 'GET',
  path: '/cash/sessions/:sessionId',
  summary: 'A drawer session with its lines and counts',
  who: takes,
  params: session,
  success: {
    status: 200,
    body: Type.Object({
      session: CashSession,
      lines: Type.Array(CashLine, { maxItems: mostLinesOfSession }),
      /** Oldest first, the newest at the most. */
      closings: Type.Array(CashClosing, { maxItems: 100 }),
      /** What each device says it sold, and which of its numbers are not here yet. */
      devices: Type.Array(
        Type.Object({ deviceId: Id, sales: SaleCount, missing: Type.Array(SaleNo, { maxItems: mostLinesOfSession }) }),
        { maxItems: 100 },
      ),
    }),
  },
  refusals: {},
});

export const getCashSessionCsv = operation({
  id: 'getCashSessionCsv',
  service: 'payment',
  method: 'GET',
  path: '/cash/sessions/:sessionId/csv',
  summary: 'The lines of a drawer session for a spreadsheet',
  who: takes,
  params: session,
  success: { status: 200, file: 'text/csv; charset=utf-8' },
  refusals: {},
});

/** Devices number their sales themselves, so that sales made without a network are missed when a drawer is closed. */
const ofDeclaring = { TOO_MANY_DEVICES: 409, TOO_MANY_SALES_MISSING: 409 } as const;
const ofDevices = { SALE_NUMBER_TAKEN: 409, ...ofDeclaring } as const;
const deviceSale = { deviceId: Id, saleNo: SaleNo };

export const takeCash = operation({
  id: 'takeCash',
  service: 'payment',
  method: 'POST',
  path: '/cash/sessions/:sessionId/sales',
  summary: "Take cash for an order that one's company holds for a customer; it is paid at once",
  who: takes,
  params: session,
  idempotencyKey: true,
  body: Type.Object({ orderId: Id, tenderedMinor: AmountMinor, ...deviceSale }),
  success: { status: 201, body: CashLine },
  refusals: {
    ...ofLines,
    ...ofDevices,
    ORDER_NOT_OPEN: 409,
    PAYMENT_IN_PROGRESS: 409,
    ORDER_OF_ANOTHER_COMPANY: 409,
    CURRENCY_DIFFERS: 422,
    TOO_LITTLE_TENDERED: 422,
  },
});

export const voidCashSale = operation({
  id: 'voidCashSale',
  service: 'payment',
  method: 'POST',
  path: '/cash/sessions/:sessionId/voids',
  summary: 'Say that a number of a device came to no sale, so that nobody waits for it',
  who: takes,
  params: session,
  idempotencyKey: true,
  body: Type.Object({ ...deviceSale, reason: CashReason }),
  success: { status: 201, body: CashLine },
  refusals: { ...ofLines, ...ofDevices },
});

export const declareCashSales = operation({
  id: 'declareCashSales',
  service: 'payment',
  method: 'PUT',
  path: '/cash/sessions/:sessionId/devices/:deviceId',
  summary:
    'Say how many sales a device made in a session, whether they were sent already or not; the number only grows',
  who: takes,
  params: Type.Object({ sessionId: Id, deviceId: Id }),
  body: Type.Object({ sales: SaleCount }),
  success: { status: 200, body: Type.Object({ sales: SaleCount }) },
  refusals: { CASH_SESSION_NOT_OPEN: 409, ...ofDeclaring },
});

export const voidMissingCashSales = operation({
  id: 'voidMissingCashSales',
  service: 'payment',
  method: 'POST',
  path: '/cash/sessions/:sessionId/missing-sales/void',
  summary: "Say that the missing numbers of another agent's drawer came to no sale: a device is lost, or said too much",
  who: reviews,
  sensitive: true,
  params: session,
  body: Type.Object({ reason: CashReason }),
  success: { status: 200, body: Type.Object({ voided: Type.Array(CashLine, { maxItems: mostMissingSales }) }) },
  refusals: { CASH_SESSION_NOT_OPEN: 409, OWN_CASH_SESSION: 403 },
});

export const moveCash = operation({
  id: 'moveCash',
  service: 'payment',
  method: 'POST',
  path: '/cash/sessions/:sessionId/movements',
  summary: 'Put cash of the company into the drawer, or take some out for the safe or a small expense',
  who: takes,
  params: session,
  idempotencyKey: true,
  body: Type.Object({
    kind: Type.Union([Type.Literal('cash-in'), Type.Literal('safe-drop'), Type.Literal('petty-cash')]),
    amountMinor: Type.Integer({ minimum: 1, maximum: 1_000_000_000_000, description: 'Whole minor units' }),
    reason: CashReason,
  }),
  success: { status: 201, body: CashLine },
  refusals: { ...ofLines, DRAWER_HAS_TOO_LITTLE: 409 },
});

const paysOut = { kind: 'staff', permission: 'cash:pay-out', scoped: true } as const;
const Reference = Type.String({ minLength: 1, maxLength: 64 });

export const listCashOwed = operation({
  id: 'listCashOwed',
  service: 'payment',
  method: 'GET',
  path: '/cash/refunds-owed',
  summary: "Cash that one's company owes for an order, oldest first",
  who: paysOut,
  sensitive: true,
  query: Type.Object({ orderReference: Reference }),
  success: { status: 200, body: Type.Object({ owed: Type.Array(CashOwed, { maxItems: 100 }) }) },
  refusals: {},
});

export const payOutRefund = operation({
  id: 'payOutRefund',
  service: 'payment',
  method: 'POST',
  path: '/cash/sessions/:sessionId/pay-outs',
  summary: "Pay a refund of cash over the counter, out of one's own drawer",
  who: paysOut,
  sensitive: true,
  params: session,
  idempotencyKey: true,
  body: Type.Object({ refundId: Id, orderReference: Reference }),
  success: { status: 201, body: CashLine },
  refusals: { ...ofLines, REFUND_NOT_OWED: 409, DRAWER_HAS_TOO_LITTLE: 409, CURRENCY_DIFFERS: 422 },
});

export const closeCashSession = operation({
  id: 'closeCashSession',
  service: 'payment',
  method: 'POST',
  path: '/cash/sessions/:sessionId/close',
  summary: "Count one's drawer at its end, or again when that was asked; every sale its devices made must be here",
  who: takes,
  params: session,
  body: Type.Object({
    count: CashCount,
    devices: Type.Array(Type.Object({ deviceId: Id, sales: SaleCount }), { maxItems: 100 }),
  }),
  success: { status: 200, body: CashSession },
  refusals: {
    CASH_SESSION_NOT_OPEN: 409,
    /** Names the devices and the numbers that are missing. */
    SALES_UNSYNCED: 409,
    /** Names devices that made more sales, as far as is known here, than the close says. */
    SALES_NOT_DECLARED: 409,
    ...ofDeclaring,
    NOT_WHOLE_UNITS: 422,
  },
});

export const reviewCashSession = operation({
  id: 'reviewCashSession',
  service: 'payment',
  method: 'POST',
  path: '/cash/sessions/:sessionId/review',
  summary:
    'Approve a counted drawer of the places where one reviews them, which hands it over, or ask for another count',
  who: reviews,
  params: session,
  body: Type.Object({
    decision: Type.Union([Type.Literal('approve'), Type.Literal('recount')]),
    note: Type.Optional(CashReason),
  }),
  success: { status: 200, body: CashSession },
  refusals: { CASH_SESSION_NOT_COUNTED: 409, OWN_CASH_SESSION: 403, POWER_TOO_FRESH: 403, NOTE_MISSING: 422 },
});

export const cashOperations = {
  openCashSession,
  listCashSessions,
  getCashSession,
  getCashSessionCsv,
  takeCash,
  voidCashSale,
  declareCashSales,
  voidMissingCashSales,
  moveCash,
  listCashOwed,
  payOutRefund,
  closeCashSession,
  reviewCashSession,
  ...cashRuleOperations,
};
