import Type, { type Static } from 'typebox';
import type { CardSettings } from '../providers/card/card-settings.ts';
import { address, currencies, secret, timeout, wholly } from './company.ts';

export const cardSettings = {
  CARD_BASE_URL: address('address of the acquirer; left out, cards are not offered'),
  CARD_SECRET_KEY: secret('secret key that the acquirer issued'),
  CARD_WEBHOOK_SECRET: secret(
    'secret of the webhook registered for /api/v1/payment/callbacks/card; left out, status is only polled',
  ),
  CARD_CURRENCIES: currencies('currencies that the acquirer settles, e.g. KES,USD'),
  CARD_TIMEOUT_MILLISECONDS: timeout('the acquirer'),
};

const CardEnvironment = Type.Object(cardSettings);

export function cardOf(settings: Static<typeof CardEnvironment>): CardSettings | undefined {
  return wholly(settings, 'CARD_BASE_URL', (needed, baseUrl) => ({
    baseUrl,
    secretKey: needed.text('CARD_SECRET_KEY'),
    webhookSecret: settings.CARD_WEBHOOK_SECRET,
    currencies: needed.currencies('CARD_CURRENCIES'),
    timeoutMilliseconds: settings.CARD_TIMEOUT_MILLISECONDS,
  }));
}
