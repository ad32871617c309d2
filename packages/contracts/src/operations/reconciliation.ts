import Type, { type Static } from 'typebox';
import { Id, Instant, Limit } from '../fields.ts';
import { operation } from '../operation.ts';
import { PaymentMethod } from './payment.ts';

const platform = { kind: 'staff', permission: 'reconciliation:write' } as const;

/** What became of a statement that was handed in. */
export const StatementImport = Type.Object({
  importId: Id,
  method: PaymentMethod,
  /** Lines that were read; those that stood in an earlier statement count as well. */
  lines: Type.Integer(),
  /** Lines that could not be read: they are kept as they are, and compared with nothing. */
  problems: Type.Integer(),
  firstProblems: Type.Array(Type.Object({ lineNo: Type.Integer(), problem: Type.String() }), { maxItems: 100 }),
  openCases: Type.Integer({ description: 'Differences with this payment company that nobody has resolved' }),
});
export type StatementImport = Static<typeof StatementImport>;

export const importStatement = operation({
  id: 'importStatement',
  service: 'payment',
  method: 'POST',
  path: '/statements/:method',
  summary: 'Hand in a statement of a payment company, CSV or JSON, and compare it; the same one again changes nothing',
  who: platform,
  sensitive: true,
  params: Type.Object({ method: PaymentMethod }),
  query: Type.Object({ from: Instant, until: Instant }),
  upload: { mediaTypes: ['application/octet-stream', 'text/csv'], maxBytes: 64 * 1024 * 1024 },
  // A day of 100,000 lines takes less than one on a quiet machine. Whoever gives up hands it in again, and it goes on.
  mayTakeSeconds: 300,
  success: { status: 200, body: StatementImport },
  refusals: { NOT_A_STATEMENT: 422, PERIOD_INVALID: 422 },
});

export const ReconciliationCase = Type.Object({
  caseId: Id,
  method: PaymentMethod,
  kind: Type.Enum(['missing-here', 'missing-there', 'amount-differs', 'state-differs', 'duplicate']),
  suggestion: Type.Enum([
    'refund-the-payer',
    'ask-the-company-again',
    'claim-from-the-company',
    'decide-what-is-held',
    'post-the-difference',
  ]),
  sentence: Type.String(),
  orderId: Type.Union([Id, Type.Null()]),
  /** The attempt or refund of that order, about which somebody may decide. */
  subjectId: Type.Union([Id, Type.Null()]),
  foundAt: Instant,
});
export type ReconciliationCase = Static<typeof ReconciliationCase>;

export const listReconciliationCases = operation({
  id: 'listReconciliationCases',
  service: 'payment',
  method: 'GET',
  path: '/reconciliation-cases',
  summary: 'Differences with payment companies that nobody has resolved, oldest first',
  who: platform,
  query: Type.Object({ method: Type.Optional(PaymentMethod), after: Type.Optional(Id), limit: Type.Optional(Limit) }),
  success: { status: 200, body: Type.Object({ cases: Type.Array(ReconciliationCase, { maxItems: 100 }) }) },
  refusals: {},
});

export const resolveCase = operation({
  id: 'resolveCase',
  service: 'payment',
  method: 'POST',
  path: '/reconciliation-cases/:caseId/resolution',
  summary: 'Say what was done about a difference; it is not brought up again while it stays the same',
  who: platform,
  sensitive: true,
  params: Type.Object({ caseId: Id }),
  body: Type.Object({ note: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }) }),
  success: { status: 204 },
  refusals: { CASE_CLOSED: 409 },
});

export const reconciliationOperations = { importStatement, listReconciliationCases, resolveCase };
