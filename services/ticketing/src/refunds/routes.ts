import * as contracts from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { byLink, byOwner, byStaff } from './asker.ts';
import { confirmRefund } from './confirm-refund.ts';
import { getRefundQuote } from './get-refund-quote.ts';
import { quoteRefund } from './quote-refund.ts';
import { getRefundPolicy, setRefundPolicy } from './refund-policies.ts';

/** Operation → use case. */
export function refundRoutes(ctx: Ctx): Route[] {
  return [
    route(contracts.getRefundPolicy, async (request) => await getRefundPolicy(ctx, request)),
    route(contracts.setRefundPolicy, async (request) => await setRefundPolicy(ctx, request)),
    route(
      contracts.quoteRefund,
      async ({ actor, params, body }) => await quoteRefund(ctx, byOwner(actor, params), body),
    ),
    route(
      contracts.confirmRefund,
      async ({ actor, params, idempotencyKey }) =>
        await confirmRefund(ctx, byOwner(actor, params), { quoteId: params.quoteId, idempotencyKey }),
    ),
    route(contracts.quoteRefundByLink, async ({ params, body }) => await quoteRefund(ctx, byLink(params), body)),
    route(
      contracts.getRefundQuoteByLink,
      async ({ params }) => await getRefundQuote(ctx, byLink(params), params.quoteId),
    ),
    route(
      contracts.confirmRefundByLink,
      async ({ params, idempotencyKey }) =>
        await confirmRefund(ctx, byLink(params), { quoteId: params.quoteId, idempotencyKey }),
    ),
    route(contracts.quoteRefundForCustomer, async (request) => await quoteRefund(ctx, byStaff(request), request.body)),
    route(
      contracts.confirmRefundForCustomer,
      async (request) =>
        await confirmRefund(ctx, byStaff(request), {
          quoteId: request.params.quoteId,
          idempotencyKey: request.idempotencyKey,
        }),
    ),
  ];
}
