import type { RefundQuote } from '@safiri/contracts';
import type { Ctx } from '../context.ts';
import { seeOrder, type Asker } from './asker.ts';
import { noSuchQuote } from './confirm-refund.ts';
import { findQuote } from './quote-queries.ts';
import { quoteView } from './quote-view.ts';

export async function getRefundQuote(ctx: Ctx, asker: Asker, quoteId: string): Promise<RefundQuote> {
  const quote = await seeOrder(ctx, asker, async (tx, { orderId }) => await findQuote(tx, { orderId, quoteId }));
  if (quote === undefined) throw noSuchQuote();
  return quoteView(quote);
}
