import Type from 'typebox';
import { readSettings, sealingSettings, type SealingSettings } from '@safiri/runtime';
import { cardOf, cardSettings } from './config/card.ts';
import { bareUrl } from './config/company.ts';
import { fiscalOf, fiscalSettings } from './config/fiscal.ts';
import { momoOf, momoSettings } from './config/momo.ts';
import { mpesaOf, mpesaSettings } from './config/mpesa.ts';
import { paypalOf, paypalSettings } from './config/paypal.ts';
import type { FolderSettings } from './fiscal/folder-device.ts';
import type { CardSettings } from './providers/card/card-settings.ts';
import type { MomoSettings } from './providers/mtn-momo/momo-settings.ts';
import type { MpesaSettings } from './providers/mpesa/mpesa-settings.ts';
import type { PaypalSettings } from './providers/paypal/paypal-settings.ts';

/** Payment companies take a payment back for about a year at the most. */
export const defaultPayerPhoneDays = 400;

export const PaymentSettings = Type.Object({
  CALLBACK_SECRET: Type.String({
    pattern: '^[A-Za-z0-9_-]{16,128}$',
    description: 'secret in the path of payment callbacks, 16 to 128 letters, digits, - or _',
  }),
  PUBLIC_URL: Type.String({
    pattern: '^https?://\\S+$',
    description: 'address of the website, to which payers come back from a page of a payment company',
  }),
  COMMISSION_BASIS_POINTS: Type.Integer({
    minimum: 0,
    maximum: 10_000,
    // A round tenth, so that a platform that was never told what it takes sees it on the first statement.
    default: 1_000,
    description:
      'what the platform takes of fares of companies without a plan of their own, in basis points, 0 to 10000',
  }),
  ...fiscalSettings,
  FOUR_EYES_ABOVE: Type.String({
    pattern: '^[A-Z]{3}:\\d{1,12}(,[A-Z]{3}:\\d{1,12})*$',
    // About 35 dollars: a few tickets. What is above could be worth a lie.
    default: 'RWF:50000,KES:500000,UGX:130000',
    description:
      'up to which amount one person of the platform decides about money alone, in minor units by currency; of others always two',
  }),
  PAYER_PHONE_DAYS: Type.Integer({
    minimum: 30,
    maximum: 3_650,
    default: defaultPayerPhoneDays,
    description: 'how many days after it is settled a payment is kept with the number of its payer, 30 to 3650',
  }),
  ...sealingSettings,
  ...momoSettings,
  ...mpesaSettings,
  ...paypalSettings,
  ...cardSettings,
});

/** Of companies, those that are undefined are not offered. */
export type PaymentConfig = {
  readonly callbackSecret: string;
  /** Of the website, without a slash at its end. */
  readonly publicUrl: string;
  /** Of fares of companies without a plan of their own. */
  readonly commissionBasisPoints: number;
  /** Where receipts are signed; without it they are not fiscal, and say so. */
  readonly fiscal?: FolderSettings | undefined;
  /** Up to which amount one person decides about money alone, in minor units by currency; of others always two. */
  readonly fourEyesAbove: ReadonlyMap<string, number>;
  /** For how long the number of a payer is kept after a payment is settled; left out, as the setting's default. */
  readonly payerPhoneDays?: number | undefined;
  /** By which account numbers are encrypted at rest, and bodies on their way. */
  readonly sealing: SealingSettings;
  readonly momo: MomoSettings | undefined;
  readonly mpesa: MpesaSettings | undefined;
  readonly paypal: PaypalSettings | undefined;
  readonly card: CardSettings | undefined;
};

export function readPaymentConfig(environment: Readonly<Record<string, string | undefined>>): PaymentConfig {
  const settings = readSettings(PaymentSettings, environment);
  return {
    callbackSecret: settings.CALLBACK_SECRET,
    publicUrl: bareUrl(settings.PUBLIC_URL),
    commissionBasisPoints: settings.COMMISSION_BASIS_POINTS,
    fiscal: fiscalOf(settings),
    fourEyesAbove: new Map(
      settings.FOUR_EYES_ABOVE.split(',').map((part) => [part.slice(0, 3), Number(part.slice(4))]),
    ),
    payerPhoneDays: settings.PAYER_PHONE_DAYS,
    sealing: {
      KEY_ENCRYPTION_KEY: settings.KEY_ENCRYPTION_KEY,
      PAYLOAD_ENCRYPTION: settings.PAYLOAD_ENCRYPTION,
      PAYLOAD_KEY_GENERATION: settings.PAYLOAD_KEY_GENERATION,
    },
    momo: momoOf(settings),
    mpesa: mpesaOf(settings),
    paypal: paypalOf(settings),
    card: cardOf(settings),
  };
}
