import { money } from '@safiri/kernel';
import type { Ctx } from '../context.ts';
import type { Payment } from '../providers/payment-provider.ts';
import type { AttemptRow } from './attempt-queries.ts';

/** An attempt in the words of the port. One that is over is wanted no more. */
export function paymentOf(ctx: Ctx, attempt: AttemptRow): Payment {
  return {
    reference: attempt.providerReference,
    handle: attempt.providerHandle,
    told: attempt.providerTold,
    orderReference: attempt.orderReference,
    payerPhone: attempt.payerPhone,
    amount: money(attempt.amountMinor, attempt.currency),
    returnUrl: `${ctx.config.publicUrl}/orders/${attempt.orderId}`,
    sentAt: attempt.lastSentAt,
    givenUpAt: attempt.givenUpAt ?? attempt.settledAt,
  };
}
