import { inboxCleaning, type Job } from '@safiri/runtime';
import { auditJob } from '@safiri/runtime/audit';
import { ticketingAuditor } from './audit/ticketing-auditor.ts';
import type { Ctx } from './context.ts';
import { legCountJobs } from './leg-counts/jobs.ts';
import { expireOrders } from './orders/expire-orders.ts';
import { forgetUnpaidOrders } from './orders/forget-unpaid-orders.ts';
import { forgetNames } from './privacy/forget-names.ts';
import { forgetQuotes } from './refunds/forget-quotes.ts';
import { expireVouchers } from './vouchers/expire-vouchers.ts';
import { waitingListJobs } from './waiting-list/jobs.ts';

/** What ticketing does again and again; none of it is needed for a correct sale. */
export function jobs(ctx: Ctx): Job[] {
  return [
    expireOrders(ctx),
    forgetUnpaidOrders(ctx),
    ...legCountJobs(ctx),
    ...waitingListJobs(ctx),
    forgetQuotes(ctx),
    forgetNames(ctx),
    expireVouchers(ctx),
    inboxCleaning(ctx.db),
    auditJob(ctx, ticketingAuditor),
  ];
}
