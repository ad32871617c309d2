import Type, { type Static } from 'typebox';
import { event } from '../event.ts';
import { Id, Instant, Locale } from '../fields.ts';

/** Messages whose point is a secret. */
export const SecretTemplate = Type.Enum([
  // A code that signs in, or opens an account.
  'sign-in-code',
  // A code that follows a password.
  'second-factor-code',
  // A code that shows who sits at a browser that is signed in already.
  'proof-code',
  // A code that shows that somebody reads this phone or mailbox.
  'identifier-code',
  // A code that allows a new password.
  'reset-code',
  // Somebody wanted a new password where there is no account.
  'reset-without-account',
  // A link that makes somebody staff.
  'staff-invitation',
]);
export type SecretTemplate = Static<typeof SecretTemplate>;

export const SecretMessage = Type.Object({
  messageId: Id,
  channel: Type.Union([Type.Literal('sms'), Type.Literal('email')]),
  recipient: Type.String({ minLength: 3, maxLength: 254 }),
  locale: Locale,
  template: SecretTemplate,
  /** The secret's parts as a JSON object of texts, sealed to notification's key (a JWE in compact form). */
  sealed: Type.String({ maxLength: 4_096 }),
  /** After this nobody wants the message any more. */
  until: Instant,
});
export type SecretMessage = Static<typeof SecretMessage>;

/** Somebody is to be told something that nobody else may read on the way. */
export const secretMessageDue = event({ type: 'secret-message-due', source: 'auth', payload: SecretMessage });

/** What happened to an account that its holder has to know of, whoever did it. */
export const AccountChange = Type.Enum([
  'password-changed',
  // By a code that was read, without the old one.
  'password-reset',
  'email-changed',
  'phone-changed',
  'app-added',
  'app-removed',
  'passkey-added',
  'passkey-removed',
  'recovery-codes-made',
  'recovery-code-used',
  // A colleague took all second factors away.
  'factors-reset',
  // A code of the authenticator app that was used already was shown once more.
  'app-code-reused',
  // So many wrong passwords or codes that one has to wait there.
  'tries-used-up',
]);
export type AccountChange = Static<typeof AccountChange>;

/** Where somebody reads what is for them. */
export const Reader = Type.Object({
  channel: SecretMessage.properties.channel,
  recipient: SecretMessage.properties.recipient,
});
export type Reader = Static<typeof Reader>;

/** Its holder is told, with no secret in it. */
export const accountChanged = event({
  type: 'account-changed',
  source: 'auth',
  payload: Type.Object({
    changeId: Id,
    what: AccountChange,
    locale: Locale,
    /** Where a code was read before. After a change of a phone or e-mail the former one as well as the new one. */
    readers: Type.Array(Reader, { minItems: 1, maxItems: 2 }),
    /** Of a recovery code that was used: how many are left. */
    codesLeft: Type.Integer({ minimum: 0 }),
  }),
});

export const authEvents = { secretMessageDue, accountChanged };
