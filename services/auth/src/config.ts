import type { JWK } from 'jose';
import Type, { type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { readSettings, sealingSettings, SettingsError } from '@safiri/runtime';

export const AuthSettings = Type.Object({
  ...sealingSettings,
  PUBLIC_URL: Type.String({
    pattern: '^https?://',
    default: 'http://localhost:8000',
    description:
      'address of the website, for links in messages; passkeys are made for its host, so they have to be made anew when it changes',
  }),
  /** 12 takes about 0.24 s of one core; below 10 a stolen hash is cheap to guess, so only tests go there. */
  BCRYPT_COST: Type.Integer({ minimum: 4, maximum: 15, default: 12, description: 'work factor of password hashes' }),
  DEFAULT_REGION: Type.String({
    pattern: '^[A-Z]{2}$',
    default: 'RW',
    description: 'country of phone numbers written without a country code, ISO 3166',
  }),
  /** What is revoked is kept in the list for as long, so a longer life makes the list longer. */
  ACCESS_TOKEN_MINUTES: Type.Integer({
    minimum: 1,
    maximum: 15,
    default: 10,
    description: 'how long an access token lives before its session is refreshed',
  }),
  /** A phone that lost an answer asks again when its user does; each second more is one in which a stolen token goes unnoticed. */
  REFRESH_GRACE_SECONDS: Type.Integer({
    minimum: 0,
    maximum: 120,
    default: 60,
    description: 'how long a used refresh token is answered again, for second tabs and lost answers',
  }),
  PASSENGER_IDLE_DAYS: Type.Integer({
    minimum: 1,
    maximum: 365,
    default: 30,
    description: 'unused for this long, the session of a passenger ends',
  }),
  PASSENGER_SESSION_DAYS: Type.Integer({
    minimum: 1,
    maximum: 365,
    default: 180,
    description: 'a session of a passenger ends after this long in any case',
  }),
  /** A shift of a driver, so that the phone asks for a password once a day. */
  STAFF_IDLE_HOURS: Type.Integer({
    minimum: 1,
    maximum: 24 * 7,
    default: 12,
    description: 'unused for this long, the session of staff ends',
  }),
  STAFF_SESSION_DAYS: Type.Integer({
    minimum: 1,
    maximum: 90,
    default: 7,
    description: 'a session of staff ends after this long in any case',
  }),
  /** Whoever works longer signs in again; a lost device that nobody misses is of use to nobody the next day. */
  SHIFT_HOURS: Type.Integer({
    minimum: 1,
    maximum: 24,
    default: 12,
    description: 'a session that was begun with a PIN on a device ends after this long',
  }),
  GUEST_IDLE_DAYS: Type.Integer({
    minimum: 1,
    maximum: 365,
    default: 90,
    description: 'how long a guest who does not come back keeps orders without signing in',
  }),
  GUEST_SESSION_DAYS: Type.Integer({
    minimum: 1,
    maximum: 400,
    default: 400,
    description: 'a guest is forgotten after this long in any case; browsers keep cookies no longer',
  }),
  /** Long enough to notice that somebody else asked for it, or to think better of it. */
  ERASURE_WAIT_DAYS: Type.Integer({
    minimum: 0,
    // The law gives a month.
    maximum: 30,
    default: 7,
    description: 'for how many days being forgotten can be called off, 0 to 30',
  }),
  /** Somebody who asks why they were signed out can be told. */
  PAST_SESSION_DAYS: Type.Integer({
    minimum: 1,
    maximum: 365,
    default: 30,
    description: 'how long a session that is over is remembered, with its browser',
  }),
  SIGNING_KEY_DAYS: Type.Integer({
    minimum: 1,
    maximum: 365,
    default: 30,
    description: 'how long one key signs access tokens before the next takes over',
  }),
});
export type AuthConfig = Static<typeof AuthSettings>;

/** Where auth is alone in its process; else the keys are at hand. */
export const ServiceKeySettings = Type.Object({
  SERVICE_PUBLIC_KEYS: Type.String({
    description: 'public keys by which services sign calls to one another, as a JSON Web Key Set',
  }),
});
const ServiceKeys = Compile(
  Type.Object({
    keys: Type.Array(
      Type.Object({
        kty: Type.Literal('OKP'),
        crv: Type.Literal('Ed25519'),
        x: Type.String(),
        kid: Type.String(),
        alg: Type.Literal('EdDSA'),
        use: Type.Literal('sig'),
      }),
    ),
  }),
);

export function readServiceKeys(environment: Readonly<Record<string, string | undefined>>): JWK[] {
  const { SERVICE_PUBLIC_KEYS } = readSettings(ServiceKeySettings, environment);
  const given = parsed(SERVICE_PUBLIC_KEYS);
  if (!ServiceKeys.Check(given)) throw new SettingsError(['SERVICE_PUBLIC_KEYS is not a JSON Web Key Set']);
  return given.keys;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export function readAuthConfig(environment: Readonly<Record<string, string | undefined>>): AuthConfig {
  return readSettings(AuthSettings, environment);
}
