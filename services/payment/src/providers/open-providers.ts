import { momoCallbackPut, pathOf, type PaymentMethod } from '@safiri/contracts';
import type { Clock } from '@safiri/kernel';
import type { Log } from '@safiri/runtime';
import type { PaymentConfig } from '../config.ts';
import { createMtnMomo } from './mtn-momo/mtn-momo.ts';
import type { PaymentProvider } from './payment-provider.ts';

/** The payment companies that are configured, by method. */
export type Providers = ReadonlyMap<PaymentMethod, PaymentProvider>;

export function openProviders(config: PaymentConfig, deps: { readonly clock: Clock; readonly log: Log }): Providers {
  const { momo } = config;
  if (momo === undefined) return new Map();
  const base = momo.callbackBaseUrl;
  const callbackUrlOf = (reference: string): string | undefined =>
    base === undefined ? undefined : `${base}${callbackPath(config.callbackSecret, reference)}`;
  return new Map([['mtn-momo', createMtnMomo(momo, { ...deps, callbackUrlOf })]]);
}

function callbackPath(secret: string, reference: string): string {
  return pathOf(momoCallbackPut).replace(':secret', secret).replace(':referenceId', reference);
}
