import type { Environment, PlatformSettings } from './config.ts';
import type { Secrets } from './secrets.ts';
import type { MomoSimulator } from './simulators.ts';

/** The services' environment in one process: what the person set, and for the rest what this machine made itself. */
export function environmentOfServices(
  given: Environment,
  settings: PlatformSettings,
  parts: { readonly secrets: Secrets; readonly publicUrl: string; readonly momo: MomoSimulator | undefined },
): Environment {
  const made: Environment = {
    KEY_ENCRYPTION_KEY: parts.secrets.keyEncryptionKey,
    CALLBACK_SECRET: parts.secrets.callbackSecret,
    PUBLIC_URL: settings.PUBLIC_URL ?? parts.publicUrl,
    ...(parts.momo === undefined
      ? {}
      : {
          MOMO_BASE_URL: parts.momo.url,
          MOMO_TARGET_ENVIRONMENT: parts.momo.targetEnvironment,
          MOMO_API_USER: parts.momo.apiUser,
          MOMO_API_KEY: parts.momo.apiKey,
          MOMO_COLLECTION_KEY: parts.momo.collectionKey,
          MOMO_DISBURSEMENT_KEY: parts.momo.disbursementKey,
          MOMO_CURRENCIES: parts.momo.currencies,
          MOMO_CALLBACK_BASE_URL: parts.publicUrl,
        }),
  };
  return { ...made, ...given };
}
