import * as contracts from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { ask, listAsked, listOfCompany } from './ask.ts';
import { consent } from './consent.ts';
import { endOfCompany, leave } from './end.ts';
import { openView } from './open.ts';

/** Operation → use case. */
export function supportRoutes(ctx: Ctx): Route[] {
  return [
    route(contracts.askSupportView, (request) => ask(ctx, request)),
    route(contracts.listAskedSupportViews, (request) => listAsked(ctx, request)),
    route(contracts.openSupportView, (request) => openView(ctx, request)),
    route(contracts.leaveSupportView, (request) => leave(ctx, request)),
    route(contracts.listSupportViews, (request) => listOfCompany(ctx, request)),
    route(contracts.consentSupportView, (request) => consent(ctx, request)),
    route(contracts.endSupportView, (request) => endOfCompany(ctx, request)),
  ];
}
