import Type, { type Static } from 'typebox';
import { SettingsError } from '@safiri/runtime';
import type { MpesaSettings } from '../providers/mpesa/mpesa-settings.ts';
import { address, bareUrl, secret, timeout, wholly } from './company.ts';

export const mpesaSettings = {
  MPESA_BASE_URL: address(
    'address of the Daraja API, e.g. https://api.safaricom.co.ke; left out, M-Pesa is not offered',
  ),
  MPESA_CONSUMER_KEY: secret('consumer key that Safaricom issued'),
  MPESA_CONSUMER_SECRET: secret('secret of the consumer key'),
  MPESA_SHORT_CODE: Type.Optional(
    Type.String({
      pattern: '^\\d{5,7}$',
      description: 'paybill that is paid and that pays refunds, five to seven digits',
    }),
  ),
  MPESA_PASSKEY: secret('passkey of the paybill for prompts (Lipa na M-Pesa Online)'),
  MPESA_INITIATOR: secret('name of the initiator who may reverse, pay out and ask for statuses'),
  MPESA_SECURITY_CREDENTIAL: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 1_000,
      description: "the initiator's password, encrypted with Safaricom's certificate, in base64",
    }),
  ),
  MPESA_CALLBACK_BASE_URL: address(
    'our address as M-Pesa reaches it; it refuses addresses with words such as mpesa or sql',
  ),
  MPESA_CALLBACK_SOURCES: Type.Optional(
    Type.String({
      pattern: '^[0-9a-fA-F.:]+( *, *[0-9a-fA-F.:]+)*$',
      description:
        'network addresses that callbacks come from; left out, any, which is right behind a proxy that hides them',
    }),
  ),
  MPESA_PULL: Type.Optional(
    Type.Union([Type.Literal('yes'), Type.Literal('no')], {
      description:
        'yes when the paybill is registered for pulling transactions, which finds payments nobody told us of',
    }),
  ),
  MPESA_TIMEOUT_MILLISECONDS: timeout('M-Pesa'),
};

const MpesaEnvironment = Type.Object(mpesaSettings);

/** Words that M-Pesa refuses in an address. */
const refusedWords = /mpesa|safaricom|exe|cmd|sql|query/i;

export function mpesaOf(settings: Static<typeof MpesaEnvironment>): MpesaSettings | undefined {
  return wholly(settings, 'MPESA_BASE_URL', (needed, baseUrl) => ({
    baseUrl,
    consumerKey: needed.text('MPESA_CONSUMER_KEY'),
    consumerSecret: needed.text('MPESA_CONSUMER_SECRET'),
    shortCode: needed.text('MPESA_SHORT_CODE'),
    passkey: needed.text('MPESA_PASSKEY'),
    initiator: needed.text('MPESA_INITIATOR'),
    securityCredential: needed.text('MPESA_SECURITY_CREDENTIAL'),
    callbackBaseUrl: callbackBase(needed.text('MPESA_CALLBACK_BASE_URL')),
    callbackSources: (settings.MPESA_CALLBACK_SOURCES ?? '')
      .split(',')
      .map((source) => source.trim())
      .filter((source) => source !== ''),
    pulls: settings.MPESA_PULL === 'yes',
    timeoutMilliseconds: settings.MPESA_TIMEOUT_MILLISECONDS,
  }));
}

function callbackBase(given: string): string {
  const word = refusedWords.exec(given)?.[0];
  if (word !== undefined)
    throw new SettingsError([`MPESA_CALLBACK_BASE_URL contains "${word}", which M-Pesa refuses in addresses`]);
  return bareUrl(given);
}
