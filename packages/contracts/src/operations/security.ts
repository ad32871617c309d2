import Type, { type Static } from 'typebox';
import { Id, Instant, Name } from '../fields.ts';
import { operation } from '../operation.ts';
import { sealingRefusals } from '../sealing.ts';
import { Account, challengeRefusals, Identifier, Password, passwordRefusals } from './auth.ts';
import { Challenge, ChallengeToken, Factor, WebAuthnBytes } from './sign-in.ts';

/** Asked where the session was not proven within ten minutes: prove it again (`startProof`) and repeat. */
const freshRefusals = { PROOF_NEEDED: 403 } as const;

export const Passkey = Type.Object({
  passkeyId: Id,
  name: Type.String(),
  createdAt: Instant,
  lastUsedAt: Type.Union([Instant, Type.Null()]),
});
export type Passkey = Static<typeof Passkey>;

/** How an account can be signed in to, and how this session was. */
export const AccountSecurity = Type.Object({
  hasPassword: Type.Boolean(),
  emailVerified: Type.Boolean(),
  phoneVerified: Type.Boolean(),
  hasTotp: Type.Boolean(),
  passkeys: Type.Array(Passkey, { maxItems: 20 }),
  recoveryCodesLeft: Type.Integer(),
  /** Of staff whose second factors a colleague took away: they change nothing for their company before they have one again. */
  secondFactorDue: Type.Boolean(),
  /** Null where the session is older than proofs are. */
  provenAt: Type.Union([Instant, Type.Null()]),
  /** By the names of factors; `pin` on a device of a company. */
  provenBy: Type.Array(Type.String(), { maxItems: 5 }),
  /** Whether what guards the account may be changed without proving the session again. */
  isFresh: Type.Boolean(),
});
export type AccountSecurity = Static<typeof AccountSecurity>;

export const getMySecurity = operation({
  id: 'getMySecurity',
  service: 'auth',
  method: 'GET',
  path: '/accounts/me/security',
  summary: 'How the account can be signed in to, and how this session was proven last',
  who: { kind: 'account' },
  success: { status: 200, body: AccountSecurity },
  refusals: {},
});

export const startProof = operation({
  id: 'startProof',
  service: 'auth',
  method: 'POST',
  path: '/proofs',
  summary: 'Begin to prove the session again, before something that guards the account is changed',
  who: { kind: 'account' },
  success: { status: 201, body: Challenge },
  refusals: {},
});

export const answerProof = operation({
  id: 'answerProof',
  service: 'auth',
  method: 'POST',
  path: '/proofs/answers',
  summary: 'Prove the session again by one of the factors that are asked',
  who: { kind: 'account' },
  device: true,
  body: Type.Object({ challengeToken: ChallengeToken, factor: Factor }),
  sealed: 'allowed',
  success: { status: 200, body: AccountSecurity },
  refusals: { ...sealingRefusals, ...challengeRefusals },
});

export const changePassword = operation({
  id: 'changePassword',
  service: 'auth',
  method: 'POST',
  path: '/accounts/me/password',
  summary: 'Set another password, by the old one or in a session that was just proven; ends all other sessions',
  who: { kind: 'account' },
  device: true,
  body: Type.Object({
    password: Password,
    oldPassword: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  }),
  sealed: 'allowed',
  success: { status: 200, body: AccountSecurity },
  refusals: { ...sealingRefusals, ...passwordRefusals, ...freshRefusals, FACTOR_WRONG: 403, TOO_MANY_TRIES: 429 },
});

export const addIdentifier = operation({
  id: 'addIdentifier',
  service: 'auth',
  method: 'POST',
  path: '/accounts/me/identifiers',
  summary: 'Have a code sent to a phone or mailbox that the account is to be reached and signed in by',
  who: { kind: 'account' },
  device: true,
  body: Type.Object({ identifier: Identifier }),
  success: { status: 202, body: Challenge },
  refusals: { ...freshRefusals, IDENTIFIER_INVALID: 422, TOO_MANY_CODES: 429 },
});

export const confirmIdentifier = operation({
  id: 'confirmIdentifier',
  service: 'auth',
  method: 'POST',
  path: '/accounts/me/identifiers/confirmations',
  summary: 'Give the account the phone or mailbox that the code was read at, in place of the one it had',
  who: { kind: 'account' },
  device: true,
  body: Type.Object({ challengeToken: ChallengeToken, code: Type.String({ pattern: '^\\d{6}$' }) }),
  success: { status: 200, body: Account },
  refusals: { ...challengeRefusals, IDENTIFIER_TAKEN: 409 },
});

export const startTotp = operation({
  id: 'startTotp',
  service: 'auth',
  method: 'POST',
  path: '/accounts/me/totp',
  summary: 'A secret for an authenticator app; it counts once a code of it was confirmed',
  who: { kind: 'account' },
  success: {
    status: 201,
    body: Type.Object({
      secret: Type.String(),
      address: Type.String({ description: 'otpauth address, for a QR code' }),
    }),
  },
  refusals: { ...freshRefusals, TOTP_KNOWN: 409 },
});

/** Shown once: ten codes, each good for one sign-in when a second factor is lost. */
const RecoveryCodes = Type.Array(Type.String(), { maxItems: 10 });

export const confirmTotp = operation({
  id: 'confirmTotp',
  service: 'auth',
  method: 'POST',
  path: '/accounts/me/totp/confirmations',
  summary: 'Make the authenticator app a second factor; answers recovery codes where the account had none',
  who: { kind: 'account' },
  device: true,
  body: Type.Object({ code: Type.String({ pattern: '^\\d{6}$' }) }),
  success: { status: 200, body: Type.Object({ recoveryCodes: Type.Union([RecoveryCodes, Type.Null()]) }) },
  refusals: { ...freshRefusals, FACTOR_WRONG: 403, TOO_MANY_TRIES: 429 },
});

export const removeTotp = operation({
  id: 'removeTotp',
  service: 'auth',
  method: 'DELETE',
  path: '/accounts/me/totp',
  summary: 'The authenticator app is no second factor any more; repeating it changes nothing',
  who: { kind: 'account' },
  success: { status: 204 },
  refusals: { ...freshRefusals },
});

export const makeRecoveryCodes = operation({
  id: 'makeRecoveryCodes',
  service: 'auth',
  method: 'POST',
  path: '/accounts/me/recovery-codes',
  summary: 'Ten new recovery codes, shown this once; older ones are worth nothing from now on',
  who: { kind: 'account' },
  success: { status: 201, body: Type.Object({ recoveryCodes: RecoveryCodes }) },
  refusals: { ...freshRefusals },
});

/** What a browser needs to make a passkey (WebAuthn, PublicKeyCredentialCreationOptionsJSON). */
export const PasskeyCreation = Type.Object({
  rp: Type.Object({ id: Type.String(), name: Type.String() }),
  user: Type.Object({ id: WebAuthnBytes, name: Type.String(), displayName: Type.String() }),
  challenge: WebAuthnBytes,
  pubKeyCredParams: Type.Array(Type.Object({ alg: Type.Integer(), type: Type.Literal('public-key') }), {
    maxItems: 10,
  }),
  timeout: Type.Integer(),
  excludeCredentials: Type.Array(Type.Object({ id: WebAuthnBytes, type: Type.Literal('public-key') }), {
    maxItems: 20,
  }),
  authenticatorSelection: Type.Object({
    residentKey: Type.Literal('required'),
    requireResidentKey: Type.Literal(true),
    userVerification: Type.Literal('required'),
  }),
  attestation: Type.Literal('none'),
});
export type PasskeyCreation = Static<typeof PasskeyCreation>;

export const startPasskey = operation({
  id: 'startPasskey',
  service: 'auth',
  method: 'POST',
  path: '/accounts/me/passkeys/options',
  summary: 'Begin to make a passkey for the account',
  who: { kind: 'account' },
  success: { status: 201, body: Type.Object({ challengeToken: ChallengeToken, options: PasskeyCreation }) },
  refusals: { ...freshRefusals, TOO_MANY_PASSKEYS: 409 },
});

/** What a browser answers when a passkey was made (WebAuthn, RegistrationResponseJSON). */
export const PasskeyAttestation = Type.Object({
  id: WebAuthnBytes,
  rawId: WebAuthnBytes,
  type: Type.Literal('public-key'),
  response: Type.Object({
    clientDataJSON: WebAuthnBytes,
    attestationObject: WebAuthnBytes,
    transports: Type.Optional(Type.Array(Type.String({ maxLength: 20 }), { maxItems: 10 })),
  }),
});
export type PasskeyAttestation = Static<typeof PasskeyAttestation>;

export const addPasskey = operation({
  id: 'addPasskey',
  service: 'auth',
  method: 'POST',
  path: '/accounts/me/passkeys',
  summary: 'Keep the passkey that a browser has made; answers recovery codes where the account had none',
  who: { kind: 'account' },
  body: Type.Object({ challengeToken: ChallengeToken, name: Name, passkey: PasskeyAttestation }),
  success: {
    status: 201,
    body: Type.Object({ passkey: Passkey, recoveryCodes: Type.Union([RecoveryCodes, Type.Null()]) }),
  },
  refusals: { ...freshRefusals, CHALLENGE_OVER: 410, PASSKEY_INVALID: 422, PASSKEY_KNOWN: 409, TOO_MANY_PASSKEYS: 409 },
});

export const removePasskey = operation({
  id: 'removePasskey',
  service: 'auth',
  method: 'DELETE',
  path: '/accounts/me/passkeys/:passkeyId',
  summary: 'A passkey of the account opens nothing any more; repeating it changes nothing',
  who: { kind: 'account' },
  params: Type.Object({ passkeyId: Id }),
  success: { status: 204 },
  refusals: { ...freshRefusals },
});

export const securityOperations = {
  getMySecurity,
  startProof,
  answerProof,
  changePassword,
  addIdentifier,
  confirmIdentifier,
  startTotp,
  confirmTotp,
  removeTotp,
  makeRecoveryCodes,
  startPasskey,
  addPasskey,
  removePasskey,
};
