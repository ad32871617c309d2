import type { ServiceDeps } from '@safiri/runtime';
import type { QrConfig } from './config.ts';
import type { Keys } from './keys/keys.ts';

export type Ctx = ServiceDeps & { readonly config: QrConfig; readonly keys: Keys };
