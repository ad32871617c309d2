import * as contracts from '@safiri/contracts';
import { route, sealingKeysRoute, type Route, type Sealing } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { askPayoutAccount } from './ask-payout-account.ts';
import { decidePayoutAccount } from './decide-payout-account.ts';
import { listPayoutAccounts, openPayoutAccount } from './read-payout-accounts.ts';

export function payoutAccountRoutes(ctx: Ctx, sealing: Sealing | undefined): Route[] {
  return [
    route(contracts.askPayoutAccount, (request) => askPayoutAccount(ctx, request)),
    route(contracts.decidePayoutAccount, (request) => decidePayoutAccount(ctx, request)),
    route(contracts.listPayoutAccounts, (request) => listPayoutAccounts(ctx, request)),
    route(contracts.openPayoutAccount, (request) => openPayoutAccount(ctx, request)),
    sealingKeysRoute(contracts.getPaymentSealingKeys, { sealing, clock: ctx.clock }),
  ];
}
