import Type, { type Static } from 'typebox';
import { Email, Id, Locale, PersonName } from '../fields.ts';
import { operation } from '../operation.ts';
import { sealingKeysOf, sealingRefusals } from '../sealing.ts';
import { SessionTokens } from './sessions.ts';

/**
 * Twelve: what ASVS 4 asks, and more than the eight of ASVS 5, which like NIST recommends fifteen. Passwords that are older may
 * be shorter. Long enough for a sentence; an end, so that nobody has much hashed.
 */
export const Password = Type.String({ minLength: 12, maxLength: 128 });

/** How an answer to a challenge is refused. A wrong one may be given again, a few times. */
export const challengeRefusals = {
  FACTOR_WRONG: 403,
  FACTOR_NOT_ASKED: 422,
  CHALLENGE_OVER: 410,
  TOO_MANY_TRIES: 429,
  TOO_MANY_SIGN_INS: 429,
} as const;

/** How a new password is refused. */
export const passwordRefusals = {
  PASSWORD_TOO_COMMON: 422,
  PASSWORD_TOO_PERSONAL: 422,
  TOO_MANY_SIGN_INS: 429,
} as const;

/** A phone number as people write it, or an e-mail address; the service normalises both. */
export const Identifier = Type.String({ minLength: 5, maxLength: 254 });

export const Account = Type.Object({
  accountId: Id,
  name: PersonName,
  email: Type.Union([Email, Type.Null()]),
  phone: Type.Union([Type.String(), Type.Null()]),
  locale: Locale,
  /** The company whose staff it is; null for passengers and for the platform's own staff. */
  companyId: Type.Union([Id, Type.Null()]),
  platform: Type.Boolean(),
});
export type Account = Static<typeof Account>;

export const Session = Type.Object({ ...SessionTokens.properties, account: Account });
export type Session = Static<typeof Session>;

export const GuestSession = Type.Object({ ...SessionTokens.properties, guestId: Id });

export const createGuest = operation({
  id: 'createGuest',
  service: 'auth',
  method: 'POST',
  path: '/guests',
  summary: 'A signed guest subject, which owns its orders until the visitor signs in',
  who: { kind: 'anyone' },
  device: true,
  // A guest whom nobody heard of owns nothing.
  repeatable: true,
  success: { status: 201, body: GuestSession },
  refusals: {},
});

export const getMyAccount = operation({
  id: 'getMyAccount',
  service: 'auth',
  method: 'GET',
  path: '/accounts/me',
  summary: 'The signed-in account',
  who: { kind: 'account' },
  success: { status: 200, body: Account },
  refusals: {},
});

export const setMyLanguage = operation({
  id: 'setMyLanguage',
  service: 'auth',
  method: 'PUT',
  path: '/accounts/me/language',
  summary: 'The language of codes and news that are sent to the account',
  who: { kind: 'account' },
  body: Type.Object({ locale: Locale }),
  success: { status: 204 },
  refusals: {},
});

export const createStaff = operation({
  id: 'createStaff',
  service: 'auth',
  method: 'POST',
  path: '/staff',
  summary: 'Make a staff account of a company with a password, by the platform, for people taken over from elsewhere',
  who: { kind: 'staff', permission: 'tenant:write' },
  sensitive: true,
  body: Type.Object({
    companyId: Id,
    email: Email,
    name: PersonName,
    password: Password,
    locale: Type.Optional(Locale),
    role: Type.Union([
      Type.Literal('driver'),
      Type.Literal('agent'),
      Type.Literal('supervisor'),
      Type.Literal('company-admin'),
    ]),
  }),
  sealed: 'allowed',
  success: { status: 201, body: Account },
  refusals: { ...sealingRefusals, ...passwordRefusals, IDENTIFIER_TAKEN: 409 },
});

const Jwk = Type.Object({
  kty: Type.String(),
  crv: Type.String(),
  x: Type.String(),
  kid: Type.String(),
  alg: Type.String(),
  use: Type.String(),
});

export const getJwks = operation({
  id: 'getJwks',
  service: 'auth',
  method: 'GET',
  path: '/jwks',
  summary: 'Public keys that access tokens and service tokens are checked against (RFC 7517)',
  who: { kind: 'anyone' },
  success: { status: 200, body: Type.Object({ keys: Type.Array(Jwk, { maxItems: 100 }) }) },
  refusals: {},
});

export const getAuthSealingKeys = sealingKeysOf('auth');

export const authOperations = {
  createGuest,
  getMyAccount,
  setMyLanguage,
  createStaff,
  getJwks,
  getAuthSealingKeys,
};
