import { runService } from '@safiri/runtime/process';
import { readServiceKeys } from './config.ts';
import { createAuth, readAuthConfig } from './index.ts';

/** The service as a process of its own. */
await runService(
  'auth',
  async ({ deps, environment }) =>
    await createAuth({
      ...deps,
      config: readAuthConfig(environment),
      servicePublicKeys: readServiceKeys(environment),
    }),
);
