import type { ServiceDeps } from '@safiri/runtime';
import type { Channel, ChannelName } from './channels/channel.ts';
import type { NotificationConfig } from './config.ts';

export type Ctx = ServiceDeps & {
  readonly config: NotificationConfig;
  readonly channels: Readonly<Record<ChannelName, Channel>>;
};
