import { guestOrdersClaimed, ordersErased, paymentPersonalData } from '@safiri/contracts';
import { asService, on, transaction, type Consumer, type Job, type Route } from '@safiri/runtime';
import { forgetting, personalDataRoutes } from '@safiri/runtime/privacy';
import { defaultPayerPhoneDays } from '../config.ts';
import type { Ctx } from '../context.ts';
import { forgetOldPayers, forgetSteps, onOrdersErased } from './forget.ts';
import { onGuestOrdersClaimed } from './on-guest-orders-claimed.ts';
import { personalData } from './personal-data.ts';

/** What payment serves, hears and does about the people who paid. */
export function privacyWork(ctx: Ctx): {
  readonly routes: readonly Route[];
  readonly consumers: readonly Consumer[];
  readonly jobs: readonly Job[];
} {
  const { payerPhoneDays = defaultPayerPhoneDays } = ctx.config;
  const forget = forgetting({ ...ctx, name: 'payment', steps: forgetSteps });
  return {
    routes: personalDataRoutes(paymentPersonalData, ctx.db, personalData(payerPhoneDays)),
    consumers: [
      forget.consumer,
      on(ordersErased, async (tx, erased) => await onOrdersErased(tx, erased)),
      on(guestOrdersClaimed, async (tx, claimed) => await onGuestOrdersClaimed(tx, claimed)),
    ],
    jobs: [
      forget.job,
      {
        name: 'forget-payers',
        everySeconds: 600,
        run: async () => {
          const before = new Date(ctx.clock.now().getTime() - payerPhoneDays * 86_400_000);
          return await transaction(ctx.db, asService, async (tx) => await forgetOldPayers(tx, before));
        },
      },
    ],
  };
}
