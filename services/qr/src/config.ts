import Type, { type Static } from 'typebox';
import { readSettings } from '@safiri/runtime';

/** Companies ask about a boarding when a passenger complains, which is within a year. */
export const defaultScanDays = 365;

export const QrSettings = Type.Object({
  KEY_ENCRYPTION_KEY: Type.String({
    minLength: 44,
    maxLength: 44,
    description: '32 bytes in base64 that encrypt private keys at rest',
  }),
  SCAN_DAYS: Type.Optional(
    Type.Integer({
      minimum: 30,
      maximum: 3_650,
      description: `how many days scans of tickets are kept, 30 to 3650; ${defaultScanDays} when left out`,
    }),
  ),
});
export type QrConfig = Static<typeof QrSettings>;

export function readQrConfig(environment: Readonly<Record<string, string | undefined>>): QrConfig {
  return readSettings(QrSettings, environment);
}
