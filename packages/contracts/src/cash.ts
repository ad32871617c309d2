import Type, { type Static } from 'typebox';
import { AmountMinor, Currency, Id, Instant, Money } from './fields.ts';

/** A shift at a busy counter is some hundreds of sales. The last two lines are those of its review. */
export const mostLinesOfSession = 2_000;
/** Of all devices of a session, that are declared and not here: a day at a busy counter without a network. */
export const mostMissingSales = 500;
/** What a device may have sold in one session: no more than a session has lines. */
export const SaleCount = Type.Integer({ minimum: 0, maximum: mostLinesOfSession });
export const SaleNo = Type.Integer({
  minimum: 1,
  maximum: mostLinesOfSession,
  description: "The device's own number of the sale in this session: 1, 2, 3 … without a gap",
});
const Signed = Type.Integer({ minimum: -Number.MAX_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER });
export const CashReason = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const orNull = <Schema extends Type.TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** Coins and notes as they were counted. No note is worth more than a million units of its currency, no drawer holds more pieces. */
export const CashCount = Type.Array(
  Type.Object({
    valueMinor: Type.Integer({ minimum: 1, maximum: 100_000_000 }),
    pieces: Type.Integer({ minimum: 0, maximum: 100_000 }),
  }),
  { maxItems: 40 },
);
export type CashCount = Static<typeof CashCount>;

/** `open`: takes money. `counted`: closed, and waits for its review. `recount`: is to be counted again. `approved`: over, its drawer empty. */
export const CashSessionStatus = Type.Enum(['open', 'counted', 'recount', 'approved']);
export type CashSessionStatus = Static<typeof CashSessionStatus>;

/** One count at the end of a session, and what its reviewer said of it. */
export const CashClosing = Type.Object({
  count: CashCount,
  countedMinor: AmountMinor,
  /** What the ledger had in the drawer when it was counted. */
  expectedMinor: AmountMinor,
  /** Counted less expected: below zero something is missing. */
  varianceMinor: Signed,
  /** Whether the variance is beyond what the company lets pass. */
  flagged: Type.Boolean(),
  countedAt: Instant,
  review: orNull(
    Type.Object({
      decision: Type.Enum(['approve', 'recount']),
      note: orNull(Type.String()),
      reviewedBy: Id,
      reviewedAt: Instant,
    }),
  ),
});
export type CashClosing = Static<typeof CashClosing>;

/** An agent's drawer in one currency, from its float to its review. */
export const CashSession = Type.Object({
  sessionId: Id,
  companyId: Id,
  agentId: Id,
  currency: Currency,
  /** The branches and stations whose drawer it is; none of one that is the whole company's. */
  places: Type.Array(Id, { maxItems: 1_000 }),
  status: CashSessionStatus,
  floatMinor: AmountMinor,
  /** What the ledger has in the drawer; nothing once it was approved. */
  drawerMinor: AmountMinor,
  openedAt: Instant,
  /** The newest one; null while it was not counted. */
  closing: orNull(CashClosing),
});
export type CashSession = Static<typeof CashSession>;

export const CashLineKind = Type.Enum([
  'float',
  'sale',
  /** A number that a device used and that came to no sale. */
  'void',
  /** A refund, over the counter. */
  'pay-out',
  'cash-in',
  'safe-drop',
  'petty-cash',
  /** What a count had more, or less, than was expected. */
  'variance',
  /** What was counted, given to the company when its session is approved. */
  'handed-over',
]);
export type CashLineKind = Static<typeof CashLineKind>;

/** What happened to a drawer: each line adds its amount to what is expected in it. */
export const CashLine = Type.Object({
  lineNo: Type.Integer({ minimum: 1 }),
  kind: CashLineKind,
  amountMinor: Signed,
  /** Of a sale: what the customer gave, and what they got back. */
  tenderedMinor: orNull(AmountMinor),
  changeMinor: orNull(AmountMinor),
  orderId: orNull(Id),
  orderReference: orNull(Type.String()),
  attemptId: orNull(Id),
  refundId: orNull(Id),
  deviceId: orNull(Id),
  saleNo: orNull(Type.Integer()),
  reason: orNull(Type.String()),
  madeBy: Id,
  madeAt: Instant,
});
export type CashLine = Static<typeof CashLine>;

/** A refund of cash that waits for its customer. */
export const CashOwed = Type.Object({ refundId: Id, orderReference: Type.String(), amount: Money, dueAt: Instant });
export type CashOwed = Static<typeof CashOwed>;

/** How far a count may be from what was expected before it is flagged. */
export const CashRule = Type.Object({ currency: Currency, validFrom: Instant, varianceLimitMinor: AmountMinor });
export type CashRule = Static<typeof CashRule>;
