import Type, { type Static } from 'typebox';
import { AmountMinor, Currency, Id, Instant, LocalDate, TimeZone } from '../fields.ts';
import { operation } from '../operation.ts';

const company = Type.Object({ companyId: Id });
const settlement = Type.Object({ companyId: Id, settlementId: Id });
const SignedMinor = Type.Integer({
  minimum: -Number.MAX_SAFE_INTEGER,
  maximum: Number.MAX_SAFE_INTEGER,
  description: 'Whole minor units; above zero in favour of the company',
});
const BasisPoints = Type.Integer({ minimum: 0, maximum: 10_000, description: 'Of the fare: 250 is 2.5 percent' });

/** `none`: nothing was owed. `returned`: the bank sent it back, and it is owed again. */
export const PayoutStatus = Type.Enum(['none', 'due', 'sent', 'paid', 'returned']);
export type PayoutStatus = Static<typeof PayoutStatus>;

/** What a company is owed by the end of a period; a statement says how it came to it. */
export const Settlement = Type.Object({
  settlementId: Id,
  companyId: Id,
  currency: Currency,
  /** The first and the last day of the period in the company's time zone. */
  fromDate: LocalDate,
  toDate: LocalDate,
  timeZone: TimeZone,
  openingMinor: SignedMinor,
  closingMinor: SignedMinor,
  payoutStatus: PayoutStatus,
  payoutReference: Type.Union([Type.String(), Type.Null()]),
  /** The account it was sent to, as it was called then. */
  payoutAccount: Type.Union([Type.Object({ accountId: Id, label: Type.String() }), Type.Null()]),
  settledAt: Instant,
});
export type Settlement = Static<typeof Settlement>;

export const StatementLineName = Type.Enum([
  'sale',
  'commission',
  'fee',
  'tax',
  'refund',
  'commission-back',
  'fee-back',
  'tax-back',
  'voucher',
  'voucher-back',
  'adjustment',
  'payout',
  'payout-returned',
  'cash-collected',
  'cash-paid-out',
]);

export const Statement = Type.Object({
  settlement: Settlement,
  /** By day and line, in the order of the days. A year of days at the most. */
  lines: Type.Array(
    Type.Object({ date: LocalDate, line: StatementLineName, entries: Type.Integer(), amountMinor: SignedMinor }),
    { maxItems: 5_000 },
  ),
});
export type Statement = Static<typeof Statement>;

export const settleCompany = operation({
  id: 'settleCompany',
  service: 'payment',
  method: 'POST',
  path: '/companies/:companyId/settlements',
  summary: 'Close the period of a company that began where the last one ended; the payout is due from then on',
  who: { kind: 'staff', permission: 'settlement:write' },
  sensitive: true,
  params: company,
  body: Type.Object({ currency: Currency, toDate: LocalDate }),
  success: { status: 201, body: Settlement },
  refusals: { PERIOD_NOT_OVER: 422, PERIOD_SETTLED: 409, PERIOD_TOO_LONG: 422, NOTHING_TO_SETTLE: 422 },
});

export const listSettlements = operation({
  id: 'listSettlements',
  service: 'payment',
  method: 'GET',
  path: '/companies/:companyId/settlements',
  summary: 'Settlements of a company, newest first',
  who: { kind: 'staff', permission: 'settlement:read' },
  params: company,
  success: { status: 200, body: Type.Object({ settlements: Type.Array(Settlement, { maxItems: 100 }) }) },
  refusals: {},
});

export const getStatement = operation({
  id: 'getStatement',
  service: 'payment',
  method: 'GET',
  path: '/companies/:companyId/settlements/:settlementId',
  summary: 'The statement of a settlement, computed from the ledger',
  who: { kind: 'staff', permission: 'settlement:read' },
  params: settlement,
  success: { status: 200, body: Statement },
  refusals: {},
});

const statementFile = {
  service: 'payment',
  method: 'GET',
  who: { kind: 'staff', permission: 'settlement:read' },
  params: settlement,
  refusals: {},
} as const;
export const getStatementCsv = operation({
  ...statementFile,
  id: 'getStatementCsv',
  path: '/companies/:companyId/settlements/:settlementId/csv',
  summary: 'The statement of a settlement for a spreadsheet',
  success: { status: 200, file: 'text/csv; charset=utf-8' },
});
export const getStatementPdf = operation({
  ...statementFile,
  id: 'getStatementPdf',
  path: '/companies/:companyId/settlements/:settlementId/pdf',
  summary: 'The statement of a settlement for print',
  success: { status: 200, file: 'application/pdf' },
});

export const movePayout = operation({
  id: 'movePayout',
  service: 'payment',
  method: 'POST',
  path: '/companies/:companyId/settlements/:settlementId/payout',
  summary: 'Say that a payout was sent to the bank, arrived, or came back and is owed again',
  who: { kind: 'staff', permission: 'settlement:write' },
  sensitive: true,
  params: settlement,
  body: Type.Object({
    to: Type.Union([Type.Literal('sent'), Type.Literal('paid'), Type.Literal('returned')]),
    reference: Type.String({ minLength: 1, maxLength: 100, pattern: '\\S', description: 'How the bank names it' }),
  }),
  success: { status: 200, body: Settlement },
  refusals: { PAYOUT_NOT_THERE: 409, NO_PAYOUT_ACCOUNT: 409 },
});

export const Adjustment = Type.Object({
  adjustmentId: Id,
  amountMinor: SignedMinor,
  currency: Currency,
  reason: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' }),
});

export const adjustCompany = operation({
  id: 'adjustCompany',
  service: 'payment',
  method: 'POST',
  path: '/companies/:companyId/adjustments',
  summary: 'Correct what a company is owed; repeated with the same id it does nothing',
  who: { kind: 'staff', permission: 'settlement:write' },
  sensitive: true,
  params: company,
  body: Adjustment,
  success: { status: 201, body: Adjustment },
  refusals: { ADJUSTMENT_OF_NOTHING: 422, ADJUSTMENT_REUSED: 409, NOT_WHOLE_UNITS: 422, CURRENCY_UNKNOWN: 422 },
});

export const CommissionPlan = Type.Object({
  currency: Currency,
  validFrom: Instant,
  basisPoints: BasisPoints,
  perSeatMinor: AmountMinor,
});
export type CommissionPlan = Static<typeof CommissionPlan>;

export const setCommissionPlan = operation({
  id: 'setCommissionPlan',
  service: 'payment',
  method: 'POST',
  path: '/companies/:companyId/commission-plans',
  summary: 'Say what the platform takes of the sales of a company from an instant on',
  who: { kind: 'staff', permission: 'settlement:write' },
  sensitive: true,
  params: company,
  body: CommissionPlan,
  success: { status: 201, body: CommissionPlan },
  refusals: { PLAN_IN_THE_PAST: 422, PLAN_STANDS: 409 },
});

export const listCommissionPlans = operation({
  id: 'listCommissionPlans',
  service: 'payment',
  method: 'GET',
  path: '/companies/:companyId/commission-plans',
  summary: 'What the platform takes of the sales of a company, newest plan first; without any, the default',
  who: { kind: 'staff', permission: 'settlement:read' },
  params: company,
  success: { status: 200, body: Type.Object({ plans: Type.Array(CommissionPlan, { maxItems: 100 }) }) },
  refusals: {},
});

export const settlementOperations = {
  settleCompany,
  listSettlements,
  getStatement,
  getStatementCsv,
  getStatementPdf,
  movePayout,
  adjustCompany,
  setCommissionPlan,
  listCommissionPlans,
};
