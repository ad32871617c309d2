import { runService } from '@safiri/runtime/process';
import { createNotification, readNotificationConfig } from './index.ts';

/** The service as a process of its own. */
await runService('notification', ({ deps, environment, development }) =>
  createNotification({ ...deps, config: readNotificationConfig(environment), development }),
);
