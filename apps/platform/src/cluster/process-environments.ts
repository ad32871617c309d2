import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { AuthSettings, ServiceKeySettings } from '@safiri/auth';
import { CompanySettings } from '@safiri/company';
import { serviceNames, type ServiceName } from '@safiri/contracts';
import { NotificationSettings } from '@safiri/notification';
import { PaymentSettings } from '@safiri/payment';
import { QrSettings } from '@safiri/qr';
import { serviceSigningKey } from '@safiri/runtime';
import { ServiceProcessSettings, type Environment } from '@safiri/runtime/process';
import { TicketingSettings } from '@safiri/ticketing';
import { PortalProcessSettings } from '../config.ts';
import { writeSafely, type Secrets } from '../secrets.ts';

/** What each service's process reads, besides what all processes do. */
export const settingsOfServices = {
  auth: [ServiceKeySettings, AuthSettings],
  company: [CompanySettings],
  ticketing: [TicketingSettings],
  payment: [PaymentSettings],
  qr: [QrSettings],
  notification: [NotificationSettings],
} as const;

/** These are handed over in files, which only their owner reads. */
const secretNames: ReadonlySet<string> = new Set([
  'DATABASE_URL',
  'BROKER_URL',
  'REDIS_URL',
  'SIGNING_KEY',
  'KEY_ENCRYPTION_KEY',
  'CALLBACK_SECRET',
]);

export type Given = {
  /** What a person set, and what the simulated payment companies want. */
  readonly environment: Environment;
  readonly mode: string;
  readonly secrets: Secrets;
  readonly databaseUrlOf: (schema: ServiceName) => string;
  readonly brokerUrl: string;
  readonly redisUrl: string;
  readonly peersUrl: string;
  /** Where modules are kept that were translated once. */
  readonly compileCache: string;
};

/** What a process of each service is started with: the settings that it knows, and no other. */
export async function environmentsOfServices(
  folder: string,
  given: Given,
): Promise<ReadonlyMap<ServiceName, Environment>> {
  const made = await Promise.all(
    serviceNames.map(async (name) => [name, await environmentOf(name, path.join(folder, name), given)] as const),
  );
  return new Map(made);
}

async function environmentOf(name: ServiceName, folder: string, given: Given): Promise<Environment> {
  const { secrets, environment, mode } = given;
  const retired = secrets.retiredServiceKeys?.[name] ?? [];
  const all: Environment = {
    ...environment,
    SAFIRI_MODE: mode,
    DATABASE_URL: given.databaseUrlOf(name),
    BROKER_URL: given.brokerUrl,
    REDIS_URL: given.redisUrl,
    PEERS_URL: given.peersUrl,
    SIGNING_KEY: secrets.serviceKeys[name],
    RETIRED_SIGNING_KEYS: JSON.stringify(retired),
    SERVICE_PUBLIC_KEYS: JSON.stringify({
      keys: serviceNames.map((service) => serviceSigningKey(service, secrets.serviceKeys[service] ?? '').publicJwk),
    }),
  };
  const known = [ServiceProcessSettings, ...settingsOfServices[name]].flatMap(({ properties }) =>
    Object.keys(properties),
  );
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const entries = await Promise.all(
    [...new Set(known)].map(async (setting) => await handedOver(setting, all[setting], folder)),
  );
  return { ...processBasics(given), ...Object.fromEntries(entries) };
}

async function handedOver(
  setting: string,
  value: string | undefined,
  folder: string,
): Promise<[string, string | undefined]> {
  if (value === undefined || !secretNames.has(setting)) return [setting, value];
  const file = path.join(folder, setting);
  await writeSafely(file, value);
  return [`${setting}_FILE`, file];
}

export function environmentOfPortal(given: Given): Environment {
  const known = Object.keys(PortalProcessSettings.properties);
  const all: Environment = { ...given.environment, SAFIRI_MODE: given.mode, SAFIRI_API_URL: given.peersUrl };
  return { ...processBasics(given), ...Object.fromEntries(known.map((setting) => [setting, all[setting]])) };
}

function processBasics({ environment, compileCache }: Given): Environment {
  return { PATH: environment['PATH'], NODE_COMPILE_CACHE: environment['NODE_COMPILE_CACHE'] ?? compileCache };
}
