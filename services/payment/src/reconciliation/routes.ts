import * as contracts from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { importStatement } from './import-statement.ts';
import { listCases, resolveCase } from './work-on-cases.ts';

export function reconciliationRoutes(ctx: Ctx): Route[] {
  return [
    route(contracts.importStatement, (request) => importStatement(ctx, request)),
    route(contracts.listReconciliationCases, (request) => listCases(ctx, request)),
    route(contracts.resolveCase, (request) => resolveCase(ctx, request)),
  ];
}
