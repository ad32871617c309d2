import { getPayableOrder } from '@safiri/contracts';
import type { Money } from '@safiri/kernel';
import type { Ctx } from '../context.ts';

/** What ticketing says about an order somebody wants to pay. */
export type PayableOrder =
  | { readonly kind: 'payable'; readonly reference: string; readonly total: Money }
  | { readonly kind: 'closed' }
  /** There is no such order, or it is not this payer's to know of. */
  | { readonly kind: 'not-found' }
  | { readonly kind: 'no-answer' };

export async function askPayableOrder(ctx: Ctx, orderId: string, payerId: string): Promise<PayableOrder> {
  const answer = await ctx.callPeer(getPayableOrder, {
    params: { orderId },
    query: { payer: payerId },
    body: undefined,
  });
  if (answer.ok) return { kind: 'payable', reference: answer.value.reference, total: answer.value.total };
  if (answer.code === 'ORDER_NOT_OPEN') return { kind: 'closed' };
  return answer.code === 'NOT_FOUND' ? { kind: 'not-found' } : { kind: 'no-answer' };
}
