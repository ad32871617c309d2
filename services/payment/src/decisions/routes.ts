import * as contracts from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { decideAttempt, decideRefund } from './decide.ts';
import { listMoneyMatters } from './list-money-matters.ts';
import { lookAtDecision } from './look-at-decision.ts';

export function decisionRoutes(ctx: Ctx): Route[] {
  return [
    route(contracts.listMoneyMatters, (request) => listMoneyMatters(ctx, request)),
    route(contracts.decideAttempt, (request) => decideAttempt(ctx, request)),
    route(contracts.decideRefund, (request) => decideRefund(ctx, request)),
    route(contracts.lookAtDecision, (request) => lookAtDecision(ctx, request)),
  ];
}
