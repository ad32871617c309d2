import type { Environment } from '@safiri/runtime/process';
import type { PlatformSettings } from './config.ts';
import type { Secrets } from './secrets.ts';
import type { RunningSimulator } from './simulators.ts';

/** The services' environment in one process: what the person set, and for the rest what this machine made itself. */
export function environmentOfServices(
  given: Environment,
  settings: Pick<PlatformSettings, 'PUBLIC_URL'>,
  parts: {
    readonly secrets: Secrets;
    readonly publicUrl: string;
    readonly simulators: readonly Pick<RunningSimulator, 'company' | 'url'>[];
  },
): Environment {
  const made: Environment = {
    KEY_ENCRYPTION_KEY: parts.secrets.keyEncryptionKey,
    CALLBACK_SECRET: parts.secrets.callbackSecret,
    PUBLIC_URL: settings.PUBLIC_URL ?? parts.publicUrl,
  };
  const simulated = parts.simulators.map(({ company, url }) => company.payment(url, parts.publicUrl));
  return Object.assign(made, ...simulated, given);
}
