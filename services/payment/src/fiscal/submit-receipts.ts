import { asService, transaction, type Tx } from '@safiri/runtime';
import { secondsAfter } from '../checks/check-schedule.ts';
import { batchSize, workThrough } from '../checks/work-through.ts';
import type { Ctx } from '../context.ts';
import { receiptOf, type ReceiptRow } from '../receipts/receipt-queries.ts';
import { receiptNotSigned, receiptSubmissionBroke } from '../telemetry.ts';
import type { FiscalAnswer, FiscalDevice } from './fiscal-device.ts';
import { claimUnsigned, settleSubmission, type Submission } from './submission-queries.ts';

/** Twice what a device may take for an answer, so that nobody else asks while it works. */
const leaseSeconds = 60;
/** Seconds until the next try: a hiccup, then an outage. After nine tries in nine hours a person has to look. */
const waitsSeconds = [5, 30, 120, 600, 1_800, 3_600, 7_200, 14_400] as const;

/** Gives receipts that wait for it to the fiscal device, lower numbers first. Answers whether more may be due. */
export async function submitReceipts(ctx: Ctx, device: FiscalDevice): Promise<boolean> {
  const now = ctx.clock.now();
  const claim = { now, leaseUntil: secondsAfter(now, leaseSeconds), limit: batchSize };
  const claimed = await transaction(ctx.db, asService, async (tx) => await claimUnsigned(tx, claim));
  await workThrough(
    claimed,
    async (receipt) => await submitReceipt(ctx, device, receipt),
    (receipt, error) => receiptSubmissionBroke(ctx.log, receipt, error),
  );
  return claimed.length === batchSize;
}

async function submitReceipt(ctx: Ctx, device: FiscalDevice, receipt: ReceiptRow): Promise<void> {
  const { fiscal: _unsigned, ...document } = receiptOf(receipt);
  const answer = await device.submit(document);
  const submission = submissionOf(receipt, answer, ctx.clock.now());
  await transaction(ctx.db, asService, async (tx: Tx) => await settleSubmission(tx, receipt, submission));
  if (answer.kind !== 'signed')
    receiptNotSigned(ctx.log, receipt, { status: submission.status, detail: answer.detail });
}

function submissionOf({ fiscalTries }: ReceiptRow, answer: FiscalAnswer, now: Date): Submission {
  if (answer.kind === 'signed') return { status: 'signed', nextAt: null, detail: null, signed: answer };
  const { detail } = answer;
  if (answer.kind === 'refused') return { status: 'refused', nextAt: null, detail, signed: null };
  const wait = waitsSeconds[fiscalTries - 1];
  return wait === undefined
    ? { status: 'given-up', nextAt: null, detail, signed: null }
    : { status: 'waiting', nextAt: secondsAfter(now, wait), detail, signed: null };
}
