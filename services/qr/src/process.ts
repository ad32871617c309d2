import { runService } from '@safiri/runtime/process';
import { createQr, readQrConfig } from './index.ts';

/** The service as a process of its own. */
await runService('qr', ({ deps, environment }) => createQr({ ...deps, config: readQrConfig(environment) }));
