import Type, { type Static } from 'typebox';
import { readSettings, sealingSettings } from '@safiri/runtime';

const AuthSettings = Type.Object({
  ...sealingSettings,
  /** 12 takes about 0.24 s of one core; below 10 a stolen hash is cheap to guess, so only tests go there. */
  BCRYPT_COST: Type.Integer({ minimum: 4, maximum: 15, default: 12, description: 'work factor of password hashes' }),
  DEFAULT_REGION: Type.String({
    pattern: '^[A-Z]{2}$',
    default: 'RW',
    description: 'country of phone numbers written without a country code, ISO 3166',
  }),
  ACCOUNT_TOKEN_HOURS: Type.Integer({
    minimum: 1,
    maximum: 24 * 30,
    default: 12,
    description: 'how long a sign-in lasts',
  }),
  GUEST_TOKEN_DAYS: Type.Integer({
    minimum: 1,
    maximum: 90,
    default: 30,
    description: 'how long a guest keeps orders without signing in',
  }),
});
export type AuthConfig = Static<typeof AuthSettings>;

export function readAuthConfig(environment: Readonly<Record<string, string | undefined>>): AuthConfig {
  return readSettings(AuthSettings, environment);
}
