import { inboxCleaning, openedBodiesCleaning, type Job } from '@safiri/runtime';
import { checkDueAttempts } from './attempts/check-due-attempts.ts';
import { auditJob } from '@safiri/runtime/audit';
import { askFailedAgain } from './audit/ask-failed-again.ts';
import { paymentAuditor } from './audit/payment-auditor.ts';
import type { Ctx } from './context.ts';
import { cutBalances } from './ledger/cut-balances.ts';
import { receiptJobs } from './receipts/jobs.ts';
import { checkDueRefunds } from './refunds/check-due-refunds.ts';

/** A callback is followed up this soon: a passenger waits for it. One look at an index of what is due. */
const attemptCheckSeconds = 0.5;
/** Nobody waits for a refund at the counter. */
const refundCheckSeconds = 2;
/** Hours end once an hour; another process may have cut this one. */
const cutSeconds = 300;

export function jobs(ctx: Ctx): Job[] {
  return [
    inboxCleaning(ctx.db),
    openedBodiesCleaning(ctx.db),
    { name: 'attempt-checks', everySeconds: attemptCheckSeconds, run: async () => await checkDueAttempts(ctx) },
    { name: 'refund-checks', everySeconds: refundCheckSeconds, run: async () => await checkDueRefunds(ctx) },
    { name: 'ledger-cuts', everySeconds: cutSeconds, run: async () => await cutBalances(ctx) },
    ...receiptJobs(ctx),
    auditJob(ctx, paymentAuditor),
    askFailedAgain(ctx),
  ];
}
