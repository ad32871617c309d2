import Type, { type Static } from 'typebox';
import { readSettings } from '@safiri/runtime';

const QrSettings = Type.Object({
  KEY_ENCRYPTION_KEY: Type.String({
    minLength: 44,
    maxLength: 44,
    description: '32 bytes in base64 that encrypt private keys at rest',
  }),
});
export type QrConfig = Static<typeof QrSettings>;

export function readQrConfig(environment: Readonly<Record<string, string | undefined>>): QrConfig {
  return readSettings(QrSettings, environment);
}
