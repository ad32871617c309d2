import type { ServiceDeps } from '@safiri/runtime';
import type { PaymentConfig } from './config.ts';
import type { Providers } from './providers/open-providers.ts';

/** What every use case of this service is given. */
export type Ctx = ServiceDeps & { readonly config: PaymentConfig; readonly providers: Providers };
