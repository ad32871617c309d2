import {
  cardCallback,
  createAttempt,
  getOpenAttempt as getOpenAttemptOperation,
  giveUpAttempt,
  listAttempts,
  listPaymentMethods,
  momoCallbackPost,
  momoCallbackPut,
  mpesaCallback,
  paypalCallback,
} from '@safiri/contracts';
import { route, type Route, type Sealing } from '@safiri/runtime';
import { getOpenAttempt } from './attempts/get-open-attempt.ts';
import { giveUp } from './attempts/give-up.ts';
import { listOwnAttempts } from './attempts/list-own-attempts.ts';
import { startAttempt } from './attempts/start-attempt.ts';
import { takeCallback, takeSecretCallback } from './callbacks/take-callback.ts';
import { cashRoutes } from './cash/routes.ts';
import type { Ctx } from './context.ts';
import { decisionRoutes } from './decisions/routes.ts';
import { listMethods } from './methods/list-methods.ts';
import { payoutAccountRoutes } from './payout-accounts/routes.ts';
import { reconciliationRoutes } from './reconciliation/routes.ts';
import { receiptRoutes } from './receipts/routes.ts';
import { settlementRoutes } from './settlements/routes.ts';

export function routes(ctx: Ctx, sealing: Sealing | undefined): Route[] {
  return [
    route(listPaymentMethods, (request) => listMethods(ctx, request)),
    route(createAttempt, (request) => startAttempt(ctx, request)),
    route(listAttempts, (request) => listOwnAttempts(ctx, request)),
    route(getOpenAttemptOperation, (request) => getOpenAttempt(ctx, request)),
    route(giveUpAttempt, (request) => giveUp(ctx, request)),
    route(momoCallbackPut, (request) => takeSecretCallback(ctx, 'mtn-momo', request)),
    route(momoCallbackPost, (request) => takeSecretCallback(ctx, 'mtn-momo', request)),
    route(mpesaCallback, async (request) => {
      await takeSecretCallback(ctx, 'm-pesa', request);
      return { ResultCode: 0, ResultDesc: 'Accepted' };
    }),
    route(paypalCallback, (request) => takeCallback(ctx, 'paypal', request)),
    route(cardCallback, (request) => takeCallback(ctx, 'card', request)),
    ...cashRoutes(ctx),
    ...settlementRoutes(ctx),
    ...reconciliationRoutes(ctx),
    ...receiptRoutes(ctx),
    ...payoutAccountRoutes(ctx, sealing),
    ...decisionRoutes(ctx),
  ];
}
