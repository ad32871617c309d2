import { getNotificationSealingKeys, listDeliveries, listInbox } from '@safiri/contracts';
import { route, type Route } from '@safiri/runtime';
import type { Ctx } from './context.ts';
import { listOrderDeliveries } from './deliveries/list-order-deliveries.ts';
import { listCaughtMessages } from './development-inbox/list-caught-messages.ts';

export function routes(ctx: Ctx): Route[] {
  return [
    route(listInbox, (request) => listCaughtMessages(ctx, request)),
    route(getNotificationSealingKeys, async () => ctx.secrets.published()),
    route(listDeliveries, (request) => listOrderDeliveries(ctx, request)),
  ];
}
