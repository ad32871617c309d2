import type { FastifyInstance } from 'fastify';
import { accessRevoked, ordersErased, type ServiceName } from '@safiri/contracts/declaring';
import { assert, systemClock } from '@safiri/kernel';
import { connect } from '../database/connect.ts';
import { openBroker, openMemory, type DriverSettings } from '../drivers.ts';
import type { Broker } from '../events/broker.ts';
import { on, subscriptionsOf } from '../events/consumer.ts';
import { receiveMany } from '../events/receive-many.ts';
import { startRelay } from '../events/relay.ts';
import { checkRoutes, mountRoutes } from '../http/mount.ts';
import { createHttpServer } from '../http/server.ts';
import { startJobs } from '../jobs.ts';
import type { Log } from '../log.ts';
import type { Memory } from '../memory/memory.ts';
import { peerCaller } from '../peer-caller.ts';
import { createChallenges } from '../rate-limits/challenges.ts';
import { limitsFrom, type RateLimitSettings } from '../rate-limits/limits.ts';
import { createRateLimiter, type RateLimiter } from '../rate-limits/rate-limiter.ts';
import type { Authority, Service, ServiceDeps } from '../service.ts';
import { cachedKeySource } from '../tokens/key-source.ts';
import { createRevocationList, revocationReading, type RevocationList } from '../tokens/revocations.ts';
import type { SigningKey } from '../tokens/service-token.ts';
import { createTokenVerifier, type TokenVerifier } from '../tokens/verify.ts';
import { authorityByPeers } from './authority.ts';

export type HostOptions = {
  readonly log: Log;
  readonly development: boolean;
  /** What carries events and what processes share; nothing named, PostgreSQL and nothing. */
  readonly drivers: DriverSettings;
  /** Where events go where no broker is named: connection as the role of the queues. */
  readonly queueUrl?: string;
  /** Connection as a service's running role. */
  readonly databaseUrlOf: (name: ServiceName) => string;
  readonly signingKeyOf: (name: ServiceName) => SigningKey;
  /** Where all services answer; left out, that is this process. */
  readonly peersUrl?: string;
  /** Whose word on a caller's address is taken. */
  readonly trustedProxies?: string | undefined;
  /** Left out where nobody else asks, as by commands. Processes with the same secret take one another's challenges. */
  readonly rateLimits?: { readonly settings: RateLimitSettings; readonly challengeSecret: string } | undefined;
  /** Jobs that do not run, by name. */
  readonly withoutJobs?: readonly string[];
};

/** What services are made from. */
export type HostParts = {
  readonly depsOf: (name: ServiceName) => ServiceDeps;
  readonly verifier: TokenVerifier;
};

/** The services of a process: one, or all of them. Built and mounted on one server; their relays, queues and jobs do not run yet. */
export type Host = {
  readonly app: FastifyInstance;
  readonly services: readonly Service[];
  readonly broker: Broker;
  readonly memory: Memory;
  /** Whose access was taken back; read as long as the work runs. */
  readonly revocations: RevocationList;
  /** Starts relays, consumers and jobs; call it when the server listens, since services call one another through it. */
  startWork(): Promise<void>;
  /** Stops taking work, finishes what is in hand, closes connections. Databases stay up. */
  stop(): Promise<void>;
};

export async function openHost(
  options: HostOptions,
  makeServices: (parts: HostParts) => Promise<readonly Service[]>,
): Promise<Host> {
  const { log, drivers, queueUrl, development } = options;
  const memory = openMemory(drivers, { clock: systemClock, log });
  const app = await createHttpServer({ log, trustProxy: options.trustedProxies });
  const depsOf = depsFrom(options, { memory, ownUrl: () => app.listeningOrigin });
  const trust = openTrust(memory);
  const made = await makeServices({ depsOf, verifier: trust.verifier });
  const [first] = made;
  assert(first !== undefined, 'a process without a service has nothing to do');
  const own = made.find((service) => service.authority !== undefined)?.authority;
  trust.setAuthority(own ?? authorityByPeers(depsOf(first.name).callPeer));
  const { revocations } = trust;
  const services = made.map((service) =>
    service.authority === undefined ? service : hearingForAll(service, { revocations, broker: () => broker }),
  );
  const limiter = rateLimiterOf(options, memory);
  for (const service of services) {
    checkRoutes(service.name, service.routes);
    await mountRoutes(app, { ...service, verifier: trust.verifier, limiter, development });
  }
  const broker = await openBroker(drivers, { subscriptions: subscriptionsOf(services), queueUrl, log });
  const parts = { app, services, broker, memory, revocations };
  return { ...parts, ...workOf(parts, options) };
}

function depsFrom(
  options: HostOptions,
  { memory, ownUrl }: { readonly memory: Memory; readonly ownUrl: () => string },
): HostParts['depsOf'] {
  const { databaseUrlOf, signingKeyOf, peersUrl, log } = options;
  return (name) => ({
    db: connect({ connectionString: databaseUrlOf(name), schema: name }),
    clock: systemClock,
    log: log.child({ service: name }),
    callPeer: peerCaller({
      from: name,
      key: signingKeyOf(name),
      baseUrl: () => peersUrl ?? ownUrl(),
      clock: systemClock,
    }),
    memory,
    signingKey: signingKeyOf(name),
  });
}

/** Who is believed. The authority is known once services are made, and asked once somebody comes. */
function openTrust(memory: Memory): {
  readonly verifier: TokenVerifier;
  readonly revocations: RevocationList;
  setAuthority(authority: Authority): void;
} {
  const known = Promise.withResolvers<Authority>();
  const revocations = createRevocationList(
    async (since) => await (await known.promise).listRevocations(since),
    systemClock,
  );
  const verifier = createTokenVerifier({
    keys: cachedKeySource(async () => await (await known.promise).jwks(), systemClock),
    clock: systemClock,
    revocations,
    readPermissionSet: async (hash) => await (await known.promise).permissionSet(hash),
    memory,
  });
  return { verifier, revocations, setAuthority: known.resolve };
}

/** What the service that is the authority hears for everybody. */
function hearingForAll(
  service: Service,
  { revocations, broker }: { readonly revocations: RevocationList; readonly broker: () => Broker },
): Service {
  const heard = [
    on(accessRevoked, async (_tx, revocation) => revocations.hear(revocation)),
    on(ordersErased, async (_tx, { orders }) => await broker().redact(orders.map(({ orderId }) => orderId))),
  ];
  return { ...service, consumers: [...service.consumers, ...heard] };
}

function rateLimiterOf({ rateLimits }: HostOptions, memory: Memory): RateLimiter | undefined {
  if (rateLimits === undefined) return undefined;
  const challenges = createChallenges(rateLimits.challengeSecret, systemClock, memory);
  return createRateLimiter({ limits: limitsFrom(rateLimits.settings), challenges, clock: systemClock, memory });
}

function workOf(
  parts: Omit<Host, 'startWork' | 'stop'>,
  { log, withoutJobs = [] }: HostOptions,
): Pick<Host, 'startWork' | 'stop'> {
  const { services, broker, memory, app, revocations } = parts;
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
