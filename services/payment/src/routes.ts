import { createAttempt, listAttempts, listPaymentMethods, momoCallbackPost, momoCallbackPut } from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import { listOwnAttempts } from './attempts/list-own-attempts.ts';
import { startAttempt } from './attempts/start-attempt.ts';
import { takeCallback } from './callbacks/take-callback.ts';
import type { Ctx } from './context.ts';
import { listMethods } from './methods/list-methods.ts';

export function routes(ctx: Ctx): Route[] {
  return [
    route(listPaymentMethods, (request) => listMethods(ctx, request)),
    route(createAttempt, (request) => startAttempt(ctx, request)),
    route(listAttempts, (request) => listOwnAttempts(ctx, request)),
    route(momoCallbackPut, (request) => takeCallback(ctx, request)),
    route(momoCallbackPost, (request) => takeCallback(ctx, request)),
  ];
}
