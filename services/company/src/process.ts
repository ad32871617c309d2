import { runService } from '@safiri/runtime/process';
import { createCompany, readCompanyConfig } from './index.ts';

/** The service as a process of its own. */
await runService('company', ({ deps, environment }) =>
  createCompany({ ...deps, config: readCompanyConfig(environment) }),
);
