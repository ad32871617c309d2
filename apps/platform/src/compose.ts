import { createHmac } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { createAuth, authMigrations, readAuthConfig, type AuthService } from '@safiri/auth';
import { createCompany, companyMigrations, readCompanyConfig, type CompanyService } from '@safiri/company';
import { accessRevoked, ordersErased, serviceNames, type ServiceName } from '@safiri/contracts';
import { assert, systemClock } from '@safiri/kernel';
import { createNotification, notificationMigrations, readNotificationConfig } from '@safiri/notification';
import { createPayment, paymentMigrations, readPaymentConfig } from '@safiri/payment';
import { createQr, qrMigrations, readQrConfig } from '@safiri/qr';
import {
  cachedKeySource,
  checkRoutes,
  connect,
  createChallenges,
  createHttpServer,
  createRateLimiter,
  createRevocationList,
  createTokenVerifier,
  migrate,
  mountRoutes,
  on,
  openBroker,
  openMemory,
  prepareEmbeddedQueue,
  queueSchema,
  receiveMany,
  revocationReading,
  serviceSigningKey,
  startJobs,
  startRelay,
  subscriptionsOf,
  type Broker,
  type DriverSettings,
  limitsFrom,
  type Log,
  type Memory,
  type RateLimiter,
  type RateLimitSettings,
  type RevocationList,
  type TokenVerifier,
  type Service,
  type ServiceDeps,
  type SigningKey,
} from '@safiri/runtime';
import { createTicketing, readTicketingConfig, ticketingMigrations, type TicketingConfig } from '@safiri/ticketing';
import { peerCaller } from './call-peer.ts';
import type { Environment } from './config.ts';
import type { OpenDatabase } from './open-database.ts';
import type { Secrets } from './secrets.ts';

const migrationSets = [
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
export type ForMeasuring = {
  /** Jobs that do not run, by name. */
  readonly withoutJobs?: readonly string[];
  /** Lifts what one passenger, phone or address may hold: a few clients on one machine hold thousands. */
  readonly holdLimits?: 'none';
};

/** All services in one process: built, mounted on one server, their relays, queues and jobs not yet running. */
export type Platform = {
  readonly app: FastifyInstance;
  readonly company: CompanyService;
  readonly auth: Awaited<ReturnType<typeof createAuth>>;
  readonly services: readonly Service[];
  readonly broker: Broker;
  readonly memory: Memory;
  /** Whose access was taken back; read as long as the work runs. */
  readonly revocations: RevocationList;
  /** What a service signs with: its calls, and its audit log. */
  readonly signingKeyOf: (service: ServiceName) => SigningKey;
  /** Starts relays, consumers and jobs; call it when the server listens, since services call one another through it. */
  startWork(): Promise<void>;
  /** Stops taking work, finishes what is in hand, closes connections. The database stays up. */
  stop(): Promise<void>;
};

export async function prepareDatabase(
  database: OpenDatabase,
  secrets: Secrets,
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
  const memory = openMemory(drivers, { clock: systemClock, log });
  const app = await createHttpServer({ log, trustProxy: options.trustedProxies });
  const signingKeyOf = (name: ServiceName): SigningKey => signingKeyIn(secrets, name);
  const depsOf = (name: ServiceName): ServiceDeps => ({
    db: connect({ connectionString: database.urlOf(name), schema: name }),
    clock: systemClock,
    log: log.child({ service: name }),
    callPeer: peerCaller({
      from: name,
      keyPem: secrets.serviceKeys[name] ?? '',
      baseUrl: () => app.listeningOrigin,
      clock: systemClock,
    }),
    memory,
    signingKey: signingKeyOf(name),
  });

  const auth = await createAuth({
    ...depsOf('auth'),
    config: readAuthConfig(environment),
    servicePublicKeys: serviceNames.map((name) => signingKeyOf(name).publicJwk),
  });
  const revocations = createRevocationList(async (since) => await auth.listRevocations(since), systemClock);
  const verifier = verifierOf(auth, revocations, memory);
  const company = createCompany({ ...depsOf('company'), config: readCompanyConfig(environment) });
  const heardHere = [
    on(accessRevoked, async (_tx, revocation) => revocations.hear(revocation)),
    on(ordersErased, async (_tx, { orders }) => await broker.redact(orders.map(({ orderId }) => orderId))),
  ];
  const services: Service[] = [
    { ...auth, consumers: [...auth.consumers, ...heardHere] },
    company,
    createTicketing({ ...depsOf('ticketing'), config: ticketingConfig(environment, forMeasuring), verifier }),
    createPayment({ ...depsOf('payment'), config: readPaymentConfig(environment) }),
    await createQr({ ...depsOf('qr'), config: readQrConfig(environment) }),
    createNotification({ ...depsOf('notification'), config: readNotificationConfig(environment), development }),
  ];
  const limiter = rateLimiter(options, memory);
  for (const service of services) {
    checkRoutes(service.name, service.routes);
    await mountRoutes(app, { ...service, verifier, limiter, development });
  }
  const subscriptions = subscriptionsOf(services);
  const broker = await openBroker(drivers, { subscriptions, queueUrl: database.urlOf(queueSchema), log });
  return {
    app,
    company,
    auth,
    services,
    broker,
    memory,
    revocations,
    signingKeyOf,
    ...workOf({ services, broker, memory, app, log, revocations, forMeasuring }),
  };
}

/** With those that were the service's before. */
function signingKeyIn({ serviceKeys, retiredServiceKeys = {} }: Secrets, name: ServiceName): SigningKey {
  return { ...serviceSigningKey(name, serviceKeys[name] ?? ''), retired: retiredServiceKeys[name] ?? [] };
}

function verifierOf(auth: AuthService, revocations: RevocationList, memory: Memory): TokenVerifier {
  return createTokenVerifier({
    keys: cachedKeySource(async () => await auth.jwks(), systemClock),
    clock: systemClock,
    revocations,
    readPermissionSet: async (hash) => await auth.permissionSet(hash),
    memory,
  });
}

/** Processes with the same key take one another's challenges. */
function rateLimiter({ rateLimits, secrets, environment }: ComposeOptions, memory: Memory): RateLimiter | undefined {
  if (rateLimits === undefined) return undefined;
  const key = environment['KEY_ENCRYPTION_KEY'] ?? secrets.keyEncryptionKey;
  const secret = createHmac('sha256', key).update('challenges').digest('base64');
  const challenges = createChallenges(secret, systemClock, memory);
  return createRateLimiter({ limits: limitsFrom(rateLimits), challenges, clock: systemClock, memory });
}

function ticketingConfig(environment: Environment, { holdLimits }: ForMeasuring): TicketingConfig {
  const config = readTicketingConfig(environment);
  const lifted = { mostSeatsHeld: null, mostSeatsPerPhone: null, mostHoldsPerAddress: null };
  return holdLimits === 'none' ? { ...config, ...lifted } : config;
}

function workOf(
  parts: Pick<Platform, 'services' | 'broker' | 'memory' | 'app' | 'revocations'> &
    Pick<ComposeOptions, 'log'> & { readonly forMeasuring: ForMeasuring },
): Pick<Platform, 'startWork' | 'stop'> {
  const { services, broker, memory, app, log, revocations } = parts;
  const { withoutJobs = [] } = parts.forMeasuring;
  const names = new Set(services.flatMap((service) => service.jobs.map((job) => job.name)));
  for (const name of withoutJobs) assert(names.has(name), `there is no job ${name} to leave out`);
  const running: { stop(): Promise<void> }[] = [];
  return {
    startWork: async () => {
      running.push(startJobs([revocationReading(revocations)], log));
      for (const service of services) {
        running.push(startRelay({ db: service.db, broker, log }));
        const hearing = { ...service, log: log.child({ service: service.name }) };
        await broker.consume(service.name, async (envelopes) => await receiveMany(hearing, envelopes));
        const jobs = service.jobs.filter((job) => !withoutJobs.includes(job.name));
        running.push(startJobs(jobs, log.child({ service: service.name })));
      }
    },
    stop: async () => {
      await app.close();
      await broker.stop();
      await Promise.all(running.map((each) => each.stop()));
      await memory.stop();
      await Promise.all(services.map((service) => service.db.close()));
    },
  };
}
