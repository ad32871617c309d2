import { getPayableOrder } from '@safiri/contracts';
import { DomainError, type Money } from '@safiri/kernel';
import type { CausedBy } from '@safiri/runtime';
import type { Ctx } from '../context.ts';

/** What ticketing says about an order somebody wants to pay. */
export type PayableOrder =
  | {
      readonly kind: 'payable';
      readonly reference: string;
      readonly total: Money;
      readonly companyIds: readonly string[];
    }
  | { readonly kind: 'closed' }
  /** There is no such order, or it is not this payer's to know of. */
  | { readonly kind: 'not-found' }
  | { readonly kind: 'no-answer' };

/** Who pays: the order's owner, or a member of a company's staff for a customer of it; and their request, if they wait for the answer. */
export type Payer = { readonly payerId: string; readonly companyId?: string; readonly causedBy: CausedBy | null };

export async function askPayableOrder(ctx: Ctx, orderId: string, payer: Payer): Promise<PayableOrder> {
  const { payerId, companyId, causedBy } = payer;
  const query = { payer: payerId, ...(companyId === undefined ? {} : { company: companyId }) };
  const answer = await ctx.callPeer(getPayableOrder, { params: { orderId }, query, body: undefined }, causedBy);
  if (answer.ok) return { kind: 'payable', ...answer.value };
  if (answer.code === 'ORDER_NOT_OPEN') return { kind: 'closed' };
  return answer.code === 'NOT_FOUND' ? { kind: 'not-found' } : { kind: 'no-answer' };
}

/** An order that is open for payment; refused when it is not, or ticketing does not say. */
export async function getPayable(
  ctx: Ctx,
  orderId: string,
  payer: Payer,
): Promise<Extract<PayableOrder, { readonly kind: 'payable' }>> {
  const order = await askPayableOrder(ctx, orderId, payer);
  switch (order.kind) {
    case 'payable':
      return order;
    case 'closed':
      throw new DomainError('ORDER_NOT_OPEN', 'This order is not open for payment.', { field: '/body/orderId' });
    case 'not-found':
      throw new DomainError('NOT_FOUND', 'There is no such order of yours.', { field: '/body/orderId' });
    case 'no-answer':
      throw new DomainError(
        'UNAVAILABLE',
        'The order cannot be read at the moment. Nothing was charged; repeat the request with the same key.',
        { retryAfter: 1 },
      );
  }
}
