import { randomUUID } from 'node:crypto';
import { asService, transaction } from '@safiri/runtime';
import { findAttempt, type AttemptRow } from '../attempts/attempt-queries.ts';
import type { Ctx } from '../context.ts';
import { refundNotCovered, refundPromised } from '../telemetry.ts';
import { beginTry } from './move-refund.ts';
import { lockDueRefund, promiseAmount, type RefundRow } from './refund-queries.ts';
import { settleRefund } from './settle-refund.ts';

/**
 * Promises a refund out of its payment, never more than is left of it, and mints the reference under which the payment
 * company will be asked. False when the payment is still open, or not known here yet: then there is nothing to give back now.
 */
export async function promiseRefund(ctx: Ctx, refund: RefundRow): Promise<boolean> {
  const step = await transaction(ctx.db, asService, async (tx) => {
    if (!(await lockDueRefund(tx, refund))) return 'promised-meanwhile' as const;
    const attempt = await findAttempt(tx, refund);
    if (attempt === undefined || isOpen(attempt)) return 'too-early' as const;
    if (!(await promiseAmount(tx, refund)))
      return attempt.status === 'succeeded' ? ('above-remaining' as const) : ('not-paid' as const);
    await beginTry(tx, refund, {
      reference: randomUUID(),
      // No payment company gives cash back: it waits for its customer at a counter.
      nextCheckAt: attempt.method === 'cash' ? null : ctx.clock.now(),
      cause: 'promised',
      detail: null,
    });
    return 'promised' as const;
  });
  if (step === 'too-early') return false;
  if (step === 'promised') refundPromised(ctx.log, refund);
  if (step === 'promised' || step === 'promised-meanwhile') return true;
  if (await settleRefund(ctx, refund, { to: 'failed', reason: step, cause: 'not-covered', detail: null }))
    refundNotCovered(ctx.log, refund, step);
  return true;
}

function isOpen(attempt: AttemptRow): boolean {
  return attempt.status !== 'succeeded' && attempt.status !== 'failed';
}
