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

export const authEvents = { secretMessageDue };
