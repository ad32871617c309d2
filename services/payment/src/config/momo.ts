import Type, { type Static } from 'typebox';
import type { MomoSettings } from '../providers/mtn-momo/momo-settings.ts';
import { address, bareUrl, currencies, secret, timeout, wholly } from './company.ts';

export const momoSettings = {
  MOMO_BASE_URL: address('address of the MTN MoMo API; left out, MoMo is not offered'),
  MOMO_TARGET_ENVIRONMENT: secret('MTN market, e.g. mtnrwanda, or sandbox'),
  MOMO_API_USER: Type.Optional(Type.String({ format: 'uuid', description: 'API user that MTN issued' })),
  MOMO_API_KEY: secret('key of the API user'),
  MOMO_COLLECTION_KEY: secret('subscription key of the Collection product'),
  MOMO_DISBURSEMENT_KEY: secret('subscription key of the Disbursement product, which refunds'),
  MOMO_CURRENCIES: currencies('currencies of the market, e.g. RWF or RWF,UGX'),
  MOMO_CALLBACK_BASE_URL: address(
    'our address as MTN reaches it, with the host registered there; left out, status is only polled',
  ),
  MOMO_TIMEOUT_MILLISECONDS: timeout('MTN'),
};

const MomoEnvironment = Type.Object(momoSettings);

export function momoOf(settings: Static<typeof MomoEnvironment>): MomoSettings | undefined {
  return wholly(settings, 'MOMO_BASE_URL', (needed, baseUrl) => ({
    baseUrl,
    targetEnvironment: needed.text('MOMO_TARGET_ENVIRONMENT'),
    apiUser: needed.text('MOMO_API_USER'),
    apiKey: needed.text('MOMO_API_KEY'),
    collectionKey: needed.text('MOMO_COLLECTION_KEY'),
    disbursementKey: needed.text('MOMO_DISBURSEMENT_KEY'),
    currencies: needed.currencies('MOMO_CURRENCIES'),
    callbackBaseUrl:
      settings.MOMO_CALLBACK_BASE_URL === undefined ? undefined : bareUrl(settings.MOMO_CALLBACK_BASE_URL),
    timeoutMilliseconds: settings.MOMO_TIMEOUT_MILLISECONDS,
  }));
}
