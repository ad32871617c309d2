import * as contracts from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { listCashRules, setCashRule } from './cash-rules.ts';
import { closeSession } from './close-session.ts';
import { declareCashSales, voidCashSale } from './declare-sales.ts';
import { moveCash } from './move-cash.ts';
import { openSession } from './open-session.ts';
import { listCashOwed, payOutRefund } from './pay-out.ts';
import { getSession, getSessionCsv, listSessions } from './read-sessions.ts';
import { reviewSession } from './review-session.ts';
import { takeCash } from './take-cash.ts';
import { voidMissingSales } from './void-missing-sales.ts';

export function cashRoutes(ctx: Ctx): Route[] {
  return [
    route(contracts.openCashSession, (request) => openSession(ctx, request)),
    route(contracts.listCashSessions, (request) => listSessions(ctx, request)),
    route(contracts.getCashSession, (request) => getSession(ctx, request)),
    route(contracts.getCashSessionCsv, (request) => getSessionCsv(ctx, request)),
    route(contracts.takeCash, (request) => takeCash(ctx, request)),
    route(contracts.voidCashSale, (request) => voidCashSale(ctx, request)),
    route(contracts.declareCashSales, (request) => declareCashSales(ctx, request)),
    route(contracts.voidMissingCashSales, (request) => voidMissingSales(ctx, request)),
    route(contracts.moveCash, (request) => moveCash(ctx, request)),
    route(contracts.listCashOwed, (request) => listCashOwed(ctx, request)),
    route(contracts.payOutRefund, (request) => payOutRefund(ctx, request)),
    route(contracts.closeCashSession, (request) => closeSession(ctx, request)),
    route(contracts.reviewCashSession, (request) => reviewSession(ctx, request)),
    route(contracts.setCashRule, (request) => setCashRule(ctx, request)),
    route(contracts.listCashRules, (request) => listCashRules(ctx, request)),
  ];
}
