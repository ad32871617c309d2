import { createHmac } from 'node:crypto';
import { createAuth, authMigrations, readAuthConfig, type AuthService } from '@safiri/auth';
import { createCompany, companyMigrations, readCompanyConfig, type CompanyService } from '@safiri/company';
import { serviceNames, type ServiceName } from '@safiri/contracts';
import { assert } from '@safiri/kernel';
import { createNotification, notificationMigrations, readNotificationConfig } from '@safiri/notification';
import { createPayment, paymentMigrations, readPaymentConfig } from '@safiri/payment';
import { createQr, qrMigrations, readQrConfig } from '@safiri/qr';
import {
  migrate,
  prepareEmbeddedQueue,
  queueSchema,
  serviceSigningKey,
  type DriverSettings,
  type Log,
  type RateLimitSettings,
  type SigningKey,
} from '@safiri/runtime';
import { openHost, type Environment, type Host } from '@safiri/runtime/process';
import { createTicketing, ticketingMigrations } from '@safiri/ticketing';
import type { OpenDatabase } from './open-database.ts';
import type { Secrets } from './secrets.ts';
import { ticketingConfig, type HoldLimits } from './ticketing-config.ts';

export const migrationSets = [
  authMigrations,
  companyMigrations,
  ticketingMigrations,
  paymentMigrations,
  qrMigrations,
  notificationMigrations,
];

export type ComposeOptions = {
  readonly database: OpenDatabase;
  readonly secrets: Secrets;
  readonly environment: Environment;
  readonly development: boolean;
  /** What carries events and what processes share; left out, PostgreSQL and nothing. */
  readonly drivers?: DriverSettings;
  readonly log: Log;
  /** Whose word on a caller's address is taken. */
  readonly trustedProxies?: string;
  /** Left out where nobody else asks, as by commands. */
  readonly rateLimits?: RateLimitSettings;
  readonly forMeasuring?: ForMeasuring | undefined;
};

/** What code alone can ask for, and no setting: starts that measurements need and nobody else may want. */
export type ForMeasuring = HoldLimits & {
  /** Jobs that do not run, by name. */
  readonly withoutJobs?: readonly string[];
};

/** All services in one process: built, mounted on one server, their relays, queues and jobs not yet running. */
export type Platform = Host & {
  readonly company: CompanyService;
  readonly auth: AuthService;
  /** What a service signs with: its calls, and its audit log. */
  readonly signingKeyOf: (service: ServiceName) => SigningKey;
};

export async function prepareDatabase(
  database: Pick<OpenDatabase, 'adminUrl'>,
  secrets: Pick<Secrets, 'databasePasswords'>,
  say: (sentence: string) => void,
): Promise<void> {
  let applied = 0;
  await migrate({
    adminUrl: database.adminUrl,
    sets: migrationSets,
    passwords: secrets.databasePasswords,
    onApplied: () => {
      applied += 1;
    },
  });
  if (applied > 0) say(`Database: ${applied} migrations applied.`);
  await prepareEmbeddedQueue(database.adminUrl, serviceNames);
}

export async function compose(options: ComposeOptions): Promise<Platform> {
  const { database, secrets, environment, development, drivers = {}, log, forMeasuring = {} } = options;
  const signingKeyOf = (name: ServiceName): SigningKey => signingKeyIn(secrets, name);
  let front: Pick<Platform, 'auth' | 'company'> | undefined;
  const host = await openHost(
    {
      log,
      development,
      drivers,
      queueUrl: database.urlOf(queueSchema),
      databaseUrlOf: database.urlOf,
      signingKeyOf,
      trustedProxies: options.trustedProxies,
      rateLimits: rateLimitsOf(options),
      withoutJobs: forMeasuring.withoutJobs ?? [],
    },
    async ({ depsOf, verifier }) => {
      const auth = await createAuth({
        ...depsOf('auth'),
        config: readAuthConfig(environment),
        servicePublicKeys: serviceNames.map((name) => signingKeyOf(name).publicJwk),
      });
      const company = createCompany({ ...depsOf('company'), config: readCompanyConfig(environment) });
      front = { auth, company };
      return [
        auth,
        company,
        createTicketing({ ...depsOf('ticketing'), config: ticketingConfig(environment, forMeasuring), verifier }),
        createPayment({ ...depsOf('payment'), config: readPaymentConfig(environment) }),
        await createQr({ ...depsOf('qr'), config: readQrConfig(environment) }),
        createNotification({ ...depsOf('notification'), config: readNotificationConfig(environment), development }),
      ];
    },
  );
  assert(front !== undefined, 'services are made when the host is open');
  return { ...host, ...front, signingKeyOf };
}

/** With those that were the service's before. */
function signingKeyIn({ serviceKeys, retiredServiceKeys = {} }: Secrets, name: ServiceName): SigningKey {
  return { ...serviceSigningKey(name, serviceKeys[name] ?? ''), retired: retiredServiceKeys[name] ?? [] };
}

function rateLimitsOf({
  rateLimits,
  secrets,
  environment,
}: ComposeOptions): Parameters<typeof openHost>[0]['rateLimits'] {
  if (rateLimits === undefined) return undefined;
  const key = environment['KEY_ENCRYPTION_KEY'] ?? secrets.keyEncryptionKey;
  return {
    settings: rateLimits,
    challengeSecret: createHmac('sha256', key).update('challenges').digest('base64'),
  };
}
