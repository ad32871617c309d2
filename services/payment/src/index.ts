import { fileURLToPath } from 'node:url';
import { auditLogs } from '@safiri/contracts';
import { auditLog, createSealing, type MigrationSet, type Service, type ServiceDeps } from '@safiri/runtime';
import { auditEverything } from '@safiri/runtime/audit';
import { orderMoney } from './audit/order-money.ts';
import { paymentAuditor } from './audit/payment-auditor.ts';
import type { PaymentConfig } from './config.ts';
import { consumers } from './consumers.ts';
import { jobs } from './jobs.ts';
import { measure } from './measure.ts';
import { privacyWork } from './privacy/work.ts';
import { openProviders } from './providers/open-providers.ts';
import { routes } from './routes.ts';

export { PaymentSettings, readPaymentConfig } from './config.ts';
export type { PaymentConfig } from './config.ts';

export const paymentMigrations: MigrationSet = {
  schema: 'payment',
  folder: fileURLToPath(new URL('../migrations', import.meta.url)),
};

/** Asks payers for money and gives it back. What it says has happened, has happened. */
export function createPayment(deps: ServiceDeps & { readonly config: PaymentConfig }): Service {
  const sealing = createSealing('payment', { ...deps, config: deps.config.sealing });
  const ctx = { ...deps, providers: openProviders(deps.config, deps) };
  const privacy = privacyWork(ctx);
  const acts = auditLog(auditLogs.payment, deps);
  return {
    name: 'payment',
    db: deps.db,
    sealing,
    routes: [...routes(ctx, sealing), ...privacy.routes, ...acts.routes],
    consumers: [...consumers(ctx), ...privacy.consumers],
    jobs: [...jobs(ctx), ...privacy.jobs, ...acts.jobs],
    audit: async (say) => await auditEverything({ db: deps.db, auditor: paymentAuditor, say }),
    measure: async () => await measure(ctx),
    orderMoney: orderMoney(deps.db),
  };
}
