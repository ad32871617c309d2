import { momoCallbackPut, mpesaCallback, pathOf, type AttemptMethod, type Operation } from '@safiri/contracts';
import type { Clock } from '@safiri/kernel';
import type { Log } from '@safiri/runtime';
import { callbackSecretOf } from '../callbacks/callback-secret.ts';
import type { PaymentConfig } from '../config.ts';
import type { MomoSettings } from './mtn-momo/momo-settings.ts';
import { createCard } from './card/card.ts';
import { createMtnMomo } from './mtn-momo/mtn-momo.ts';
import { createMpesa } from './mpesa/mpesa.ts';
import type { MpesaSettings } from './mpesa/mpesa-settings.ts';
import type { PaymentProvider } from './payment-provider.ts';
import { createPaypal } from './paypal/paypal.ts';

type Deps = { readonly clock: Clock; readonly log: Log };

/** The payment companies that are configured, by method. There is none for cash. */
export type Providers = ReadonlyMap<AttemptMethod, PaymentProvider>;

export function openProviders(config: PaymentConfig, deps: Deps): Providers {
  const opened: PaymentProvider[] = [];
  if (config.momo !== undefined) opened.push(openMomo(config.momo, config.callbackSecret, deps));
  if (config.mpesa !== undefined) opened.push(openMpesa(config.mpesa, config.callbackSecret, deps));
  if (config.paypal !== undefined) opened.push(createPaypal(config.paypal, deps));
  if (config.card !== undefined) opened.push(createCard(config.card, deps));
  return new Map(opened.map((provider) => [provider.method, provider]));
}

function openMomo(momo: MomoSettings, secret: string, deps: Deps): PaymentProvider {
  const base = momo.callbackBaseUrl;
  const callbackUrlOf = (reference: string): string | undefined =>
    base === undefined ? undefined : `${base}${callbackPath(momoCallbackPut, { secret, reference })}`;
  return createMtnMomo(momo, { ...deps, callbackUrlOf });
}

function openMpesa(mpesa: MpesaSettings, secret: string, { clock }: Deps): PaymentProvider {
  return createMpesa(mpesa, {
    clock,
    callbackUrlOf: (about, reference) =>
      `${mpesa.callbackBaseUrl}${callbackPath(mpesaCallback, { secret, reference }).replace(':about', about)}`,
  });
}

/** The address of one request's callbacks, with a secret of its own. */
function callbackPath(
  callback: Operation,
  { secret, reference }: { readonly secret: string; readonly reference: string },
): string {
  return pathOf(callback).replace(':secret', callbackSecretOf(secret, reference)).replace(':referenceId', reference);
}
