import * as contracts from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { adjustCompany } from './adjust-company.ts';
import { movePayout } from './move-payout.ts';
import { listCommissionPlans, setCommissionPlan } from './plans.ts';
import { getStatement, listSettlements } from './read-settlements.ts';
import { settleCompany } from './settle-company.ts';
import { getStatementCsv, getStatementPdf } from './statement-files.ts';

export function settlementRoutes(ctx: Ctx): Route[] {
  return [
    route(contracts.settleCompany, (request) => settleCompany(ctx, request)),
    route(contracts.listSettlements, (request) => listSettlements(ctx, request)),
    route(contracts.getStatement, (request) => getStatement(ctx, request)),
    route(contracts.getStatementCsv, (request) => getStatementCsv(ctx, request)),
    route(contracts.getStatementPdf, (request) => getStatementPdf(ctx, request)),
    route(contracts.movePayout, (request) => movePayout(ctx, request)),
    route(contracts.adjustCompany, (request) => adjustCompany(ctx, request)),
    route(contracts.setCommissionPlan, (request) => setCommissionPlan(ctx, request)),
    route(contracts.listCommissionPlans, (request) => listCommissionPlans(ctx, request)),
  ];
}
