import type { Job } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { openFolderDevice } from '../fiscal/folder-device.ts';
import { submitReceipts } from '../fiscal/submit-receipts.ts';
import { issueReceipts } from './issue-receipts.ts';
import { tellReceipts } from './tell-receipts.ts';

/** Soon enough for who looks at the ticket after paying; nobody waits for it. */
const receiptSeconds = 2;

export function receiptJobs(ctx: Ctx): Job[] {
  const { fiscal } = ctx.config;
  const device = fiscal === undefined ? undefined : openFolderDevice(fiscal);
  const job = (name: string, run: Job['run']): Job => ({ name, everySeconds: receiptSeconds, run });
  return [
    job('receipt-issue', async () => await issueReceipts(ctx)),
    ...(device === undefined ? [] : [job('receipt-submission', async () => await submitReceipts(ctx, device))]),
    job('receipt-news', async () => await tellReceipts(ctx)),
  ];
}
