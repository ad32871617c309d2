import * as contracts from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { getSaleRules } from './get-sale-rules.ts';
import { setSaleRules } from './set-sale-rules.ts';

/** Operation → use case. */
export function saleRuleRoutes(ctx: Ctx): Route[] {
  return [
    route(contracts.getSaleRules, async (request) => await getSaleRules(ctx, request)),
    route(contracts.setSaleRules, async (request) => await setSaleRules(ctx, request)),
  ];
}
