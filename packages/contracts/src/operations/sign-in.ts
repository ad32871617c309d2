import Type, { type Static } from 'typebox';
import { Id, Instant, Locale, PersonName } from '../fields.ts';
import { operation } from '../operation.ts';
import { sealingRefusals } from '../sealing.ts';
import { challengeRefusals, Identifier, Password, passwordRefusals, Session } from './auth.ts';

/** Opaque: 32 random bytes in base64url. Good for the one purpose it was given for, for ten minutes. */
export const ChallengeToken = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' });

/** A way to show who one is. A code goes to a phone or mailbox; `totp` is what an authenticator app shows. */
export const FactorKind = Type.Enum(['password', 'code', 'totp', 'passkey', 'recovery-code']);
export type FactorKind = Static<typeof FactorKind>;

/** Base64url, as WebAuthn's JSON forms have it; an attestation is the largest at some kilobytes. */
export const WebAuthnBytes = Type.String({ pattern: '^[A-Za-z0-9_-]*$', maxLength: 16_384 });

/** What a browser needs to ask for a passkey of this site (WebAuthn, PublicKeyCredentialRequestOptionsJSON); it knows which ones it has. */
export const PasskeyRequest = Type.Object({
  challenge: WebAuthnBytes,
  rpId: Type.String({ maxLength: 253 }),
  timeout: Type.Integer({ minimum: 1, maximum: 600_000 }),
  userVerification: Type.Literal('required'),
});
export type PasskeyRequest = Static<typeof PasskeyRequest>;

/** What a browser answers when a passkey was used (WebAuthn, AuthenticationResponseJSON). */
export const PasskeyAssertion = Type.Object({
  id: WebAuthnBytes,
  rawId: WebAuthnBytes,
  type: Type.Literal('public-key'),
  response: Type.Object({
    clientDataJSON: WebAuthnBytes,
    authenticatorData: WebAuthnBytes,
    signature: WebAuthnBytes,
    userHandle: Type.Optional(Type.Union([WebAuthnBytes, Type.Null()])),
  }),
});
export type PasskeyAssertion = Static<typeof PasskeyAssertion>;

/** Something is to be shown by one of these ways before the challenge's purpose comes true. */
export const Challenge = Type.Object({
  challengeToken: ChallengeToken,
  expiresAt: Instant,
  factors: Type.Array(FactorKind, { maxItems: 5 }),
  /** Where a code was sent, as much of it as its owner knows it by; null while none was sent. */
  sentTo: Type.Union([Type.String({ maxLength: 254 }), Type.Null()]),
  passkey: Type.Union([PasskeyRequest, Type.Null()]),
});
export type Challenge = Static<typeof Challenge>;

const OneTimeCode = Type.String({ pattern: '^\\d{6}$' });
/** One answer to a challenge. */
export const Factor = Type.Union([
  Type.Object({ kind: Type.Literal('password'), password: Type.String({ minLength: 1, maxLength: 200 }) }),
  Type.Object({ kind: Type.Literal('code'), code: OneTimeCode }),
  Type.Object({ kind: Type.Literal('totp'), code: OneTimeCode }),
  Type.Object({ kind: Type.Literal('recovery-code'), recoveryCode: Type.String({ minLength: 8, maxLength: 40 }) }),
  Type.Object({ kind: Type.Literal('passkey'), passkey: PasskeyAssertion }),
]);
export type Factor = Static<typeof Factor>;

/** A session; or what is still to be shown; or, of whom no account is known yet, the right to open one. */
export const SignInOutcome = Type.Union([
  Type.Object({ kind: Type.Literal('session'), session: Session }),
  Type.Object({ kind: Type.Literal('challenge'), challenge: Challenge }),
  Type.Object({ kind: Type.Literal('registration'), registrationToken: ChallengeToken, expiresAt: Instant }),
]);
export type SignInOutcome = Static<typeof SignInOutcome>;

export const signIn = operation({
  id: 'signIn',
  service: 'auth',
  method: 'POST',
  path: '/sessions',
  summary: 'Sign in by phone or e-mail and password; a second factor may have to follow',
  who: { kind: 'anyone' },
  traffic: 'sign-ins',
  device: true,
  body: Type.Object({ identifier: Identifier, password: Type.String({ minLength: 1, maxLength: 200 }) }),
  sealed: 'allowed',
  success: { status: 201, body: SignInOutcome },
  refusals: { ...sealingRefusals, SIGN_IN_FAILED: 401, TOO_MANY_TRIES: 429, TOO_MANY_SIGN_INS: 429 },
});

export const requestCode = operation({
  id: 'requestCode',
  service: 'auth',
  method: 'POST',
  path: '/codes',
  summary:
    'Have a code sent to a phone or mailbox, to sign in, open an account or set a new password; tells nobody whether there is an account',
  who: { kind: 'anyone' },
  traffic: 'sign-ins',
  device: true,
  body: Type.Object({
    identifier: Identifier,
    purpose: Type.Enum(['sign-in', 'reset']),
    locale: Type.Optional(Locale),
  }),
  success: { status: 202, body: Challenge },
  refusals: { IDENTIFIER_INVALID: 422, TOO_MANY_CODES: 429 },
});

export const sendCode = operation({
  id: 'sendCode',
  service: 'auth',
  method: 'POST',
  path: '/challenges/codes',
  summary: 'Have the code of a challenge sent, or a new one in its place',
  who: { kind: 'anyone' },
  device: true,
  body: Type.Object({ challengeToken: ChallengeToken }),
  success: { status: 202, body: Challenge },
  refusals: { CHALLENGE_OVER: 410, FACTOR_NOT_ASKED: 422, TOO_MANY_CODES: 429 },
});

export const startPasskeySignIn = operation({
  id: 'startPasskeySignIn',
  service: 'auth',
  method: 'POST',
  path: '/challenges/passkeys',
  summary: 'Begin to sign in by a passkey alone',
  who: { kind: 'anyone' },
  device: true,
  success: { status: 201, body: Challenge },
  refusals: { TOO_MANY_TRIES: 429 },
});

export const answerChallenge = operation({
  id: 'answerChallenge',
  service: 'auth',
  method: 'POST',
  path: '/challenges/answers',
  summary: 'Answer a challenge of signing in by one of its factors',
  who: { kind: 'anyone' },
  device: true,
  body: Type.Object({ challengeToken: ChallengeToken, factor: Factor }),
  sealed: 'allowed',
  success: { status: 201, body: SignInOutcome },
  refusals: { ...sealingRefusals, ...challengeRefusals },
});

export const registerAccount = operation({
  id: 'registerAccount',
  service: 'auth',
  method: 'POST',
  path: '/accounts',
  summary: 'Open an account for the phone or mailbox that a code was read at; signs in at once',
  who: { kind: 'anyone' },
  device: true,
  body: Type.Object({
    registrationToken: ChallengeToken,
    name: PersonName,
    password: Type.Optional(Password),
    locale: Type.Optional(Locale),
  }),
  sealed: 'allowed',
  success: { status: 201, body: Session },
  refusals: { ...sealingRefusals, ...passwordRefusals, CHALLENGE_OVER: 410 },
});

export const resetPassword = operation({
  id: 'resetPassword',
  service: 'auth',
  method: 'POST',
  path: '/passwords/reset',
  summary: 'Set a new password by the code that was sent for it; ends all sessions of the account',
  who: { kind: 'anyone' },
  device: true,
  body: Type.Object({ challengeToken: ChallengeToken, code: OneTimeCode, password: Password }),
  sealed: 'allowed',
  success: { status: 200, body: Type.Object({ accountId: Id }) },
  refusals: { ...sealingRefusals, ...challengeRefusals, ...passwordRefusals },
});

export const signInOperations = {
  signIn,
  requestCode,
  sendCode,
  startPasskeySignIn,
  answerChallenge,
  registerAccount,
  resetPassword,
};
