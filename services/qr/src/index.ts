import { fileURLToPath } from 'node:url';
import { auditLogs } from '@safiri/contracts';
import { auditLog } from '@safiri/runtime';
import type { MigrationSet, Service, ServiceDeps } from '@safiri/runtime';
import type { QrConfig } from './config.ts';
import { consumers } from './consumers.ts';
import { jobs } from './jobs.ts';
import { openKeys } from './keys/keys.ts';
import { rotateTicketKey } from './keys/rotate-ticket-key.ts';
import { privacyWork } from './privacy/work.ts';
import { routes } from './routes.ts';

export { QrSettings, readQrConfig } from './config.ts';
export type { QrConfig } from './config.ts';

export const qrMigrations: MigrationSet = {
  schema: 'qr',
  folder: fileURLToPath(new URL('../migrations', import.meta.url)),
};

/** The key id that signs from now on. */
export type QrService = Service & { rotateTicketKey(): Promise<number> };

/** Signs tickets and judges scans. Its keys never leave it, except as public halves. */
export async function createQr(deps: ServiceDeps & { readonly config: QrConfig }): Promise<QrService> {
  const keys = await openKeys(deps.db, deps.config.KEY_ENCRYPTION_KEY);
  const ctx = { ...deps, keys };
  const privacy = privacyWork(ctx);
  const acts = auditLog(auditLogs.qr, deps);
  return {
    name: 'qr',
    db: deps.db,
    routes: [...routes(ctx), ...privacy.routes, ...acts.routes],
    consumers: [...consumers(ctx), ...privacy.consumers],
    jobs: [...jobs(ctx), ...privacy.jobs, ...acts.jobs],
    rotateTicketKey: async () => await rotateTicketKey(ctx),
  };
}
