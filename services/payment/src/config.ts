import Type, { type Static } from 'typebox';
import { currencyDigits } from '@safiri/kernel';
import { readSettings, SettingsError } from '@safiri/runtime';
import type { MomoSettings } from './providers/mtn-momo/momo-settings.ts';

const secret = { minLength: 1, maxLength: 200 };

const PaymentSettings = Type.Object({
  CALLBACK_SECRET: Type.String({
    pattern: '^[A-Za-z0-9_-]{16,128}$',
    description: 'secret in the path of payment callbacks, 16 to 128 letters, digits, - or _',
  }),
  PUBLIC_URL: Type.String({
    pattern: '^https?://\\S+$',
    description: 'address of the website, to which payers come back from a page of a payment company',
  }),
  MOMO_BASE_URL: Type.Optional(
    Type.String({
      pattern: '^https?://\\S+$',
      description: 'address of the MTN MoMo API; left out, MoMo is not offered',
    }),
  ),
  MOMO_TARGET_ENVIRONMENT: Type.Optional(
    Type.String({ ...secret, description: 'MTN market, e.g. mtnrwanda, or sandbox' }),
  ),
  MOMO_API_USER: Type.Optional(Type.String({ format: 'uuid', description: 'API user that MTN issued' })),
  MOMO_API_KEY: Type.Optional(Type.String({ ...secret, description: 'key of the API user' })),
  MOMO_COLLECTION_KEY: Type.Optional(
    Type.String({ ...secret, description: 'subscription key of the Collection product' }),
  ),
  MOMO_DISBURSEMENT_KEY: Type.Optional(
    Type.String({ ...secret, description: 'subscription key of the Disbursement product, which refunds' }),
  ),
  MOMO_CURRENCIES: Type.Optional(
    Type.String({
      pattern: '^[A-Z]{3}( *, *[A-Z]{3})*$',
      description: 'currencies of the market, e.g. RWF or RWF,UGX',
    }),
  ),
  MOMO_CALLBACK_BASE_URL: Type.Optional(
    Type.String({
      pattern: '^https?://\\S+$',
      description: 'our address as MTN reaches it, with the host registered there; left out, status is only polled',
    }),
  ),
  MOMO_TIMEOUT_MILLISECONDS: Type.Integer({
    minimum: 50,
    maximum: 10_000,
    // Two calls (token, request) stay below the ten seconds after which a client gives up. A time-out loses nothing: the
    // status is asked for later.
    default: 4_000,
    description: 'how long one call to MTN may take, in milliseconds, 50 to 10000',
  }),
});

export type PaymentConfig = {
  readonly callbackSecret: string;
  /** Of the website, without a slash at its end. */
  readonly publicUrl: string;
  /** Undefined where MTN MoMo is not offered. */
  readonly momo: MomoSettings | undefined;
};

export function readPaymentConfig(environment: Readonly<Record<string, string | undefined>>): PaymentConfig {
  const settings = readSettings(PaymentSettings, environment);
  return {
    callbackSecret: settings.CALLBACK_SECRET,
    publicUrl: settings.PUBLIC_URL.replace(/\/+$/, ''),
    momo: settings.MOMO_BASE_URL === undefined ? undefined : momoOf(settings, settings.MOMO_BASE_URL),
  };
}

/** MoMo is configured wholly or not at all; what is missing is reported together. */
function momoOf(settings: Static<typeof PaymentSettings>, baseUrl: string): MomoSettings {
  const problems: string[] = [];
  const needed = (name: keyof typeof settings & `MOMO_${string}`): string => {
    const value = settings[name];
    if (value === undefined) problems.push(`${name} is missing: MOMO_BASE_URL is set, so MTN MoMo needs it`);
    return value === undefined ? '' : String(value);
  };
  const momo: MomoSettings = {
    baseUrl: baseUrl.replace(/\/+$/, ''),
    targetEnvironment: needed('MOMO_TARGET_ENVIRONMENT'),
    apiUser: needed('MOMO_API_USER'),
    apiKey: needed('MOMO_API_KEY'),
    collectionKey: needed('MOMO_COLLECTION_KEY'),
    disbursementKey: needed('MOMO_DISBURSEMENT_KEY'),
    currencies: needed('MOMO_CURRENCIES')
      .split(',')
      .map((currency) => currency.trim()),
    callbackBaseUrl: settings.MOMO_CALLBACK_BASE_URL?.replace(/\/+$/, ''),
    timeoutMilliseconds: settings.MOMO_TIMEOUT_MILLISECONDS,
  };
  const untraded = momo.currencies.filter((currency) => currency !== '' && currencyDigits(currency) === undefined);
  if (untraded.length > 0) problems.push(`MOMO_CURRENCIES names ${untraded.join(', ')}, which is not traded here`);
  if (problems.length > 0) throw new SettingsError(problems);
  return momo;
}
