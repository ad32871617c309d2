import { sql } from 'kysely';
import { notificationPersonalData, ordersErased } from '@safiri/contracts';
import { asService, on, transaction, type Consumer, type Job, type Route } from '@safiri/runtime';
import { dataTable, forgetting, personalDataRoutes } from '@safiri/runtime/privacy';
import type { Ctx } from '../context.ts';
import { forgetOldMessages, forgetSteps, onOrdersErased } from './forget.ts';

/** What notification serves, hears and does about whom it writes to. */
export function privacyWork(ctx: Ctx): {
  readonly routes: readonly Route[];
  readonly consumers: readonly Consumer[];
  readonly jobs: readonly Job[];
} {
  const days = ctx.config.MESSAGE_DAYS;
  const forget = forgetting({ ...ctx, name: 'notification', steps: forgetSteps });
  return {
    routes: personalDataRoutes(notificationPersonalData, ctx.db, {
      sources: [
        dataTable(
          'messages',
          ({ orderIds, phones, emails }) => sql`
            select delivery_id::text as key, delivery_id as "deliveryId", order_id as "orderId", channel, recipient, subject, body, status,
                   created_at as "createdAt", settled_at as "settledAt"
              from deliveries where order_id = any (${orderIds}::uuid[]) or recipient = any (${[...phones, ...emails]}::text[])`,
        ),
      ],
      obstacles: async () => [],
      limits: [{ what: 'messages', days }],
    }),
    consumers: [forget.consumer, on(ordersErased, async (tx, erased) => await onOrdersErased(tx, erased))],
    jobs: [
      forget.job,
      {
        name: 'forget-messages',
        everySeconds: 600,
        run: async () => {
          const before = new Date(ctx.clock.now().getTime() - days * 86_400_000);
          return await transaction(ctx.db, asService, async (tx) => await forgetOldMessages(tx, before));
        },
      },
    ],
  };
}
