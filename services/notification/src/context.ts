import type { SecretBox, ServiceDeps } from '@safiri/runtime';
import type { Channel, ChannelName } from './channels/channel.ts';
import type { NotificationConfig } from './config.ts';
import type { SecretBodies } from './secrets/secret-bodies.ts';

export type Ctx = ServiceDeps & {
  readonly config: NotificationConfig;
  readonly secrets: SecretBox;
  readonly secretBodies: SecretBodies;
  readonly channels: Readonly<Record<ChannelName, Channel>>;
};
