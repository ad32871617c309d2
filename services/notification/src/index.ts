import { fileURLToPath } from 'node:url';
import { auditLogs } from '@safiri/contracts';
import { auditLog, createSecretBox, type MigrationSet, type Service, type ServiceDeps } from '@safiri/runtime';
import { chooseChannels } from './channels/choose-channels.ts';
import type { NotificationConfig } from './config.ts';
import { consumers } from './consumers.ts';
import { jobs } from './jobs.ts';
import { measure } from './measure.ts';
import { privacyWork } from './privacy/work.ts';
import { routes } from './routes.ts';
import { createSecretBodies } from './secrets/secret-bodies.ts';

export { NotificationSettings, readNotificationConfig } from './config.ts';
export type { NotificationConfig } from './config.ts';

export const notificationMigrations: MigrationSet = {
  schema: 'notification',
  folder: fileURLToPath(new URL('../migrations', import.meta.url)),
};

export type NotificationDeps = ServiceDeps & {
  readonly config: NotificationConfig;
  /** Where there is no gateway, development catches messages in an inbox; elsewhere their delivery fails and says so. */
  readonly development: boolean;
};

/** Tells people by SMS and mail what happened to their booking. Nothing waits for it. */
export function createNotification(deps: NotificationDeps): Service {
  const ctx = {
    ...deps,
    secrets: createSecretBox('notification', deps),
    secretBodies: createSecretBodies(deps.config.KEY_ENCRYPTION_KEY),
    channels: chooseChannels(deps),
  };
  const privacy = privacyWork(ctx);
  const acts = auditLog(auditLogs.notification, deps);
  return {
    name: 'notification',
    db: deps.db,
    routes: [...routes(ctx), ...privacy.routes, ...acts.routes],
    consumers: [...consumers(ctx), ...privacy.consumers],
    jobs: [...jobs(ctx), ...privacy.jobs, ...acts.jobs],
    measure: async () => await measure(ctx),
  };
}
