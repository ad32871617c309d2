import type { NotificationDeps } from '../index.ts';
import type { Channel, ChannelName } from './channel.ts';
import { inboxChannel } from './inbox-channel.ts';
import { smtpChannel } from './smtp-channel.ts';

export function chooseChannels(deps: NotificationDeps): Readonly<Record<ChannelName, Channel>> {
  const { SMTP_URL, MAIL_FROM } = deps.config;
  const without =
    (what: string): Channel =>
    async () => ({ kind: 'refused', error: `no ${what} is configured` });
  return {
    sms: deps.development ? inboxChannel(deps.db, 'sms') : without('SMS gateway'),
    email:
      SMTP_URL !== undefined
        ? smtpChannel(SMTP_URL, MAIL_FROM)
        : deps.development
          ? inboxChannel(deps.db, 'email')
          : without('mail server'),
  };
}
