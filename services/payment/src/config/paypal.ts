import Type, { type Static } from 'typebox';
import type { PaypalSettings } from '../providers/paypal/paypal-settings.ts';
import { address, currencies, secret, timeout, wholly } from './company.ts';

export const paypalSettings = {
  PAYPAL_BASE_URL: address('address of the PayPal API, e.g. https://api-m.paypal.com; left out, PayPal is not offered'),
  PAYPAL_CLIENT_ID: secret('client id that PayPal issued'),
  PAYPAL_CLIENT_SECRET: secret('secret of the client id'),
  PAYPAL_WEBHOOK_ID: secret(
    'id of the webhook registered for /api/v1/payment/callbacks/paypal; left out, status is only polled',
  ),
  PAYPAL_CURRENCIES: currencies('currencies of the account, of those that PayPal has, e.g. USD,EUR'),
  PAYPAL_TIMEOUT_MILLISECONDS: timeout('PayPal'),
};

const PaypalEnvironment = Type.Object(paypalSettings);

export function paypalOf(settings: Static<typeof PaypalEnvironment>): PaypalSettings | undefined {
  return wholly(settings, 'PAYPAL_BASE_URL', (needed, baseUrl) => ({
    baseUrl,
    clientId: needed.text('PAYPAL_CLIENT_ID'),
    clientSecret: needed.text('PAYPAL_CLIENT_SECRET'),
    webhookId: settings.PAYPAL_WEBHOOK_ID,
    currencies: needed.currencies('PAYPAL_CURRENCIES'),
    timeoutMilliseconds: settings.PAYPAL_TIMEOUT_MILLISECONDS,
  }));
}
