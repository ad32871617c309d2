import { momoCallbackPut, pathOf, type PaymentMethod } from '@safiri/contracts';
import type { Clock } from '@safiri/kernel';
import type { Log } from '@safiri/runtime';
import type { PaymentConfig } from '../config.ts';
import type { MomoSettings } from './mtn-momo/momo-settings.ts';
import { createCard } from './card/card.ts';
import { createMtnMomo } from './mtn-momo/mtn-momo.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { createPaypal } from './paypal/paypal.ts';

type Deps = { readonly clock: Clock; readonly log: Log };

/** The payment companies that are configured, by method. */
export type Providers = ReadonlyMap<PaymentMethod, PaymentProvider>;

export function openProviders(config: PaymentConfig, deps: Deps): Providers {
  const opened: PaymentProvider[] = [];
  if (config.momo !== undefined) opened.push(openMomo(config.momo, config.callbackSecret, deps));
  if (config.paypal !== undefined) opened.push(createPaypal(config.paypal, deps));
  if (config.card !== undefined) opened.push(createCard(config.card, deps));
  return new Map(opened.map((provider) => [provider.method, provider]));
}

function openMomo(momo: MomoSettings, secret: string, deps: Deps): PaymentProvider {
  const base = momo.callbackBaseUrl;
  const callbackUrlOf = (reference: string): string | undefined =>
    base === undefined ? undefined : `${base}${callbackPath(secret, reference)}`;
  return createMtnMomo(momo, { ...deps, callbackUrlOf });
}

function callbackPath(secret: string, reference: string): string {
  return pathOf(momoCallbackPut).replace(':secret', secret).replace(':referenceId', reference);
}
