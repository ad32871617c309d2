import Type, { type Static } from 'typebox';
import { readSettings, sealingSettings } from '@safiri/runtime';

const { KEY_ENCRYPTION_KEY, PAYLOAD_KEY_GENERATION } = sealingSettings;

export const NotificationSettings = Type.Object({
  KEY_ENCRYPTION_KEY,
  PAYLOAD_KEY_GENERATION,
  PUBLIC_URL: Type.String({ pattern: '^https?://', description: 'address of the website, for links in messages' }),
  SMTP_URL: Type.Optional(
    Type.String({
      pattern: '^smtps?://',
      description: 'server that sends mail; left out, development catches mail in its inbox and production fails it',
    }),
  ),
  MAIL_FROM: Type.String({ minLength: 3, default: 'Safiri <tickets@safiri.example>', description: 'sender of mail' }),
  OPERATOR_EMAIL: Type.Optional(
    Type.String({
      format: 'email',
      maxLength: 254,
      description: 'who is told when an audit finds what must never be; left out, it stands in the log alone',
    }),
  ),
  OPERATOR_LOCALE: Type.String({
    pattern: '^(en|rw|sw|fr)$',
    default: 'en',
    description: 'language of that mail: en, rw, sw or fr',
  }),
  /** Longer than the inbox remembers news, so that none is told twice; refunds go to whom the booking was told. */
  MESSAGE_DAYS: Type.Integer({
    minimum: 120,
    maximum: 3_650,
    default: 365,
    description: 'how many days messages are kept with their texts and addresses, 120 to 3650',
  }),
});
export type NotificationConfig = Static<typeof NotificationSettings>;

export function readNotificationConfig(environment: Readonly<Record<string, string | undefined>>): NotificationConfig {
  return readSettings(NotificationSettings, environment);
}
