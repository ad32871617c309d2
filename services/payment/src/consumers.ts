import { refundDue } from '@safiri/contracts';
import { on, type Consumer } from '@safiri/runtime';
import type { Ctx } from './context.ts';
import { onRefundDue } from './refunds/on-refund-due.ts';

export function consumers(ctx: Ctx): Consumer[] {
  return [on(refundDue, (tx, due) => onRefundDue(ctx, tx, due))];
}
