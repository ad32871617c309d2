import Type, { type Static } from 'typebox';
import { readSettings } from '@safiri/runtime';

const NotificationSettings = Type.Object({
  PUBLIC_URL: Type.String({ pattern: '^https?://', description: 'address of the website, for links in messages' }),
  SMTP_URL: Type.Optional(
    Type.String({
      pattern: '^smtps?://',
      description: 'server that sends mail; left out, development catches mail in its inbox and production fails it',
    }),
  ),
  MAIL_FROM: Type.String({ minLength: 3, default: 'Safiri <tickets@safiri.example>', description: 'sender of mail' }),
});
export type NotificationConfig = Static<typeof NotificationSettings>;

export function readNotificationConfig(environment: Readonly<Record<string, string | undefined>>): NotificationConfig {
  return readSettings(NotificationSettings, environment);
}
