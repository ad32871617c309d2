import type { Log } from '@safiri/runtime';
import { attempts, refunds } from './counters.ts';

/** Ids of an attempt or a refund, as far as a line needs them. Numbers of payers never come here. */
type AttemptFacts = { readonly orderId: string; readonly attemptId: string };
type RefundFacts = { readonly orderId: string; readonly refundId: string };

function idsOf({ orderId, attemptId }: AttemptFacts): AttemptFacts {
  return { orderId, attemptId };
}

function refundIdsOf({ orderId, refundId }: RefundFacts): RefundFacts {
  return { orderId, refundId };
}

export function attemptCreated(log: Log, attempt: AttemptFacts): void {
  attempts({ state: 'created' });
  log.info(idsOf(attempt), 'payment attempt created');
}

/** Its payer pressed again. */
export function attemptResumed(log: Log, attempt: AttemptFacts): void {
  log.info(idsOf(attempt), 'payment attempt asked for again by its payer');
}

export function attemptGivenUp(log: Log, attempt: AttemptFacts): void {
  log.info(idsOf(attempt), 'payment attempt given up by its payer');
}

/** The payment company did not say, or not clearly, what became of a request. */
export function attemptUnclear(log: Log, attempt: AttemptFacts, detail: string): void {
  log.warn({ ...idsOf(attempt), detail }, 'payment attempt unclear, its status will be asked for');
}

export function attemptSettled(
  log: Log,
  attempt: AttemptFacts,
  end: { readonly status: string; readonly cause: string; readonly detail: string | null },
): void {
  attempts({ state: end.status });
  log.info({ ...idsOf(attempt), ...end }, 'payment attempt settled');
}

/** Money that is not what we asked for: a person has to look. */
export function attemptHeld(log: Log, attempt: AttemptFacts, because: string): void {
  attempts({ state: 'held' });
  log.error({ ...idsOf(attempt), because, security: true }, 'payment attempt held for a person');
}

/** An outcome that came after another one stood. What stands, stands. */
export function attemptContradicted(
  log: Log,
  attempt: AttemptFacts,
  outcomes: { readonly stands: string; readonly said: string },
): void {
  log.error({ ...idsOf(attempt), ...outcomes, security: true }, 'payment attempt contradicted');
}

export function attemptCheckBroke(log: Log, attempt: AttemptFacts, error: unknown): void {
  log.warn({ ...idsOf(attempt), err: error }, 'check of a payment attempt broke off and will be repeated');
}

type CallbackFacts = { readonly method: string; readonly reference?: string | undefined; readonly detail?: string };

export function callbackForged(log: Log, callback: CallbackFacts): void {
  log.warn({ ...callback, security: true }, 'payment callback that its company did not send');
}

export function callbackUnknown(log: Log, callback: CallbackFacts): void {
  log.warn(callback, 'payment callback for an unknown reference');
}

/** For example because the key of its signature could not be fetched. */
export function callbackUnclear(log: Log, callback: CallbackFacts): void {
  log.warn(callback, 'payment callback that cannot be judged now; its company is asked to repeat it');
}

export function callbackRefusedByProvider(log: Log, method: string): void {
  log.error({ method }, 'payment company does not know the host of our callback address; status is only polled');
}

export function refundPromised(log: Log, refund: RefundFacts): void {
  log.info(refundIdsOf(refund), 'refund promised');
}

/** Its payment is open, or not known here. Money should not be owed before it came. */
export function refundTooEarly(log: Log, refund: RefundFacts): void {
  log.warn(refundIdsOf(refund), 'refund waits for its payment');
}

export function refundUnclear(log: Log, refund: RefundFacts, detail: string): void {
  log.warn({ ...refundIdsOf(refund), detail }, 'refund unclear, its status will be asked for');
}

export function refundTriedAgain(log: Log, refund: RefundFacts, detail: string): void {
  log.warn({ ...refundIdsOf(refund), detail }, 'refund failed and will be tried again');
}

export function refundSettled(
  log: Log,
  refund: RefundFacts,
  end: { readonly status: string; readonly detail: string | null },
): void {
  refunds({ state: end.status });
  if (end.status === 'failed') log.error({ ...refundIdsOf(refund), ...end }, 'refund failed and is still owed');
  else log.info({ ...refundIdsOf(refund), ...end }, 'refund settled');
}

/** More than is left of the payment, or of a payment that never came. */
export function refundNotCovered(log: Log, refund: RefundFacts, because: string): void {
  log.error({ ...refundIdsOf(refund), because, security: true }, 'refund not covered by its payment');
}

export function refundHeld(log: Log, refund: RefundFacts, because: string): void {
  log.error({ ...refundIdsOf(refund), because, security: true }, 'refund held for a person');
}

export function refundCheckBroke(log: Log, refund: RefundFacts, error: unknown): void {
  log.warn({ ...refundIdsOf(refund), err: error }, 'check of a refund broke off and will be repeated');
}

/** News of before companies' parts were told, of an order with two companies. Its money is divided by a person. */
export function bookingNotDivided(log: Log, { orderId }: { readonly orderId: string }): void {
  log.error({ orderId }, 'booking of two companies without their parts: its money is not divided in the ledger');
}

type SettlementFacts = { readonly companyId: string; readonly settlementId: string };

export function settlementMade(
  log: Log,
  made: SettlementFacts & { readonly currency: string; readonly toDate: string; readonly closingMinor: number },
): void {
  const { companyId, settlementId, currency, toDate, closingMinor } = made;
  log.info({ companyId, settlementId, currency, toDate, closingMinor }, 'company settled');
}

export function payoutMoved(
  log: Log,
  { companyId, settlementId, to }: SettlementFacts & { readonly to: string },
): void {
  log.info({ companyId, settlementId, to }, 'payout moved');
}

export function companyAdjusted(
  log: Log,
  adjusted: { readonly companyId: string; readonly adjustmentId: string },
): void {
  log.info(adjusted, 'company adjusted');
}

export function planSet(
  log: Log,
  plan: { readonly companyId: string; readonly currency: string; readonly validFrom: string },
): void {
  const { companyId, currency, validFrom } = plan;
  log.info({ companyId, currency, validFrom }, 'commission plan set');
}

export function statementImported(
  log: Log,
  taken: {
    readonly importId: string;
    readonly method: string;
    readonly lines: number;
    readonly problems: number;
    readonly news: number;
  },
): void {
  const { importId, method, lines, problems, news } = taken;
  log.info({ importId, method, lines, problems, news }, 'statement imported');
}

export function caseResolved(log: Log, { caseId }: { readonly caseId: string }): void {
  log.info({ caseId }, 'reconciliation case resolved');
}

export function taxRateSet(
  log: Log,
  rate: { readonly companyId: string; readonly currency: string; readonly name: string; readonly validFrom: string },
): void {
  const { companyId, currency, name, validFrom } = rate;
  log.info({ companyId, currency, tax: name, validFrom }, 'tax rate set');
}

type ReceiptFacts = { readonly companyId: string; readonly receiptId: string };

export function receiptsIssued(log: Log, issued: { readonly companyId: string; readonly count: number }): void {
  const { companyId, count } = issued;
  log.info({ companyId, count }, 'receipts issued');
}

/** Also of a company whose rows no receipt can be made of; the audit says so after an hour. */
export function receiptIssueBroke(log: Log, { companyId }: { readonly companyId: string }, error: unknown): void {
  log.error({ companyId, err: error }, 'issue of receipts broke off and will be repeated');
}

/** A credit note of more than is left of its receipt. */
export function receiptNotIssued(log: Log, { companyId, receiptId }: ReceiptFacts): void {
  log.error({ companyId, receiptId }, 'credit note of more than was sold: it is not issued');
}

export function receiptNotSigned(
  log: Log,
  { companyId, receiptId }: ReceiptFacts,
  { status, detail }: { readonly status: string; readonly detail: string },
): void {
  const facts = { companyId, receiptId, status, detail };
  if (status === 'waiting') log.warn(facts, 'fiscal device did not answer and will be asked again');
  else log.error(facts, 'fiscal device did not sign a receipt: a person has to look');
}

export function receiptSubmissionBroke(log: Log, { companyId, receiptId }: ReceiptFacts, error: unknown): void {
  log.warn({ companyId, receiptId, err: error }, 'submission of a receipt broke off and will be repeated');
}

type CashSessionFacts = { readonly sessionId: string; readonly companyId: string; readonly agentId: string };

function cashIdsOf({ sessionId, companyId, agentId }: CashSessionFacts): CashSessionFacts {
  return { sessionId, companyId, agentId };
}

export function cashSessionOpened(log: Log, session: CashSessionFacts): void {
  log.info(cashIdsOf(session), 'cash session opened');
}

/** Amounts may be told: they name nobody. */
export function cashLineAdded(
  log: Log,
  line: {
    readonly sessionId: string;
    readonly kind: string;
    readonly amountMinor: number;
    readonly orderId: string | null;
    readonly attemptId: string | null;
    readonly refundId: string | null;
  },
): void {
  const { sessionId, kind, amountMinor, orderId, attemptId, refundId } = line;
  log.info({ sessionId, kind, amountMinor, orderId, attemptId, refundId }, 'cash line added');
}

export function cashSessionClosed(
  log: Log,
  session: CashSessionFacts & {
    readonly closing: { readonly varianceMinor: number; readonly flagged: boolean } | null;
  },
): void {
  const facts = { ...cashIdsOf(session), varianceMinor: session.closing?.varianceMinor };
  if (session.closing?.flagged === true) log.warn(facts, 'cash session closed with a variance beyond the limit');
  else log.info(facts, 'cash session closed');
}

export function cashSessionReviewed(log: Log, session: CashSessionFacts & { readonly decision: string }): void {
  log.info({ ...cashIdsOf(session), decision: session.decision }, 'cash session reviewed');
}

export function cashRuleSet(
  log: Log,
  rule: { readonly companyId: string; readonly currency: string; readonly validFrom: string },
): void {
  const { companyId, currency, validFrom } = rule;
  log.info({ companyId, currency, validFrom }, 'cash rule set');
}

type PayoutAccountFacts = { readonly companyId: string; readonly accountId: string };

export function payoutAccountAsked(log: Log, { companyId, accountId }: PayoutAccountFacts): void {
  log.info({ companyId, accountId }, 'payout account asked for');
}

export function payoutAccountDecided(
  log: Log,
  { companyId, accountId, status }: PayoutAccountFacts & { readonly status: string },
): void {
  log.info({ companyId, accountId, status }, 'payout account decided about');
}

/** Somebody read a whole number. Who and when stand in the table as well. */
export function payoutAccountOpened(
  log: Log,
  { companyId, accountId, by }: PayoutAccountFacts & { readonly by: string },
): void {
  log.warn({ companyId, accountId, by, security: true }, 'payout account opened');
}

/** Somebody moved money by hand, or will once a second person has looked. Reasons stay in the table: they may name persons. */
export function moneyDecided(
  log: Log,
  made: {
    readonly decisionId: string;
    readonly orderId: string;
    readonly subjectId: string;
    readonly action: string;
    readonly status: string;
  },
): void {
  const { decisionId, orderId, subjectId, action, status } = made;
  log.warn({ decisionId, orderId, subjectId, action, status, security: true }, 'decided about money');
}
