import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import pg from 'pg';
import { createClient, createFollow, type Client, type Follow } from '@safiri/client';
import type { Envelope, EventDeclaration, PayloadOf, ServiceName } from '@safiri/contracts';
import { movableClock, newId, systemClock, type Clock, type MovableClock } from '@safiri/kernel';
import {
  asService,
  checkRoutes,
  connect,
  createHttpServer,
  createLog,
  createOwnMemory,
  generateSigningKeyPem,
  mountRoutes,
  receive,
  rolesOf,
  serviceSigningKey,
  serviceTokenHeader,
  transaction,
  type Database,
  type Service,
  type ServiceDeps,
} from '@safiri/runtime';
import { createScratchDatabase } from './scratch-database.ts';
import { templateDatabase } from './template-database.ts';
import { createTestTokens, type TestTokens } from './test-tokens.ts';
import { watchActs, type ActWatch } from './unrecorded-acts.ts';

export type ServedService = {
  readonly app: FastifyInstance;
  /** A typed client for whoever holds the token; nobody when left out. */
  as(accessToken?: string): Client;
  /** For a service; with a user's token, because of that user's request. */
  asPeer(serviceToken: string, accessToken?: string): Client;
  /** Follows streams as nobody. */
  readonly follow: Follow;
};

export type OutboxEntry = {
  readonly type: string;
  readonly aggregateId: string;
  readonly version: number;
  readonly payload: unknown;
};

/** A service on a database of its own, as its process would run it: real tables, real roles, real HTTP routes. */
export type Testbed = {
  readonly deps: ServiceDeps & { readonly clock: MovableClock };
  readonly tokens: TestTokens;
  /** Mounts the service's routes; answers a typed client for whoever holds the token (nobody when left out). */
  serve(service: Service): Promise<ServedService>;
  /** Watches what staff do, as `serve` does, for who mounts the routes on a server of their own: before they do. */
  watch(app: FastifyInstance, service: Service): void;
  /** Lets the service hear an event as its queue would hand it over; the envelope may be handed over again. */
  hear<Declared extends EventDeclaration>(
    service: Service,
    declared: Declared,
    payload: PayloadOf<Declared>,
  ): Promise<Envelope>;
  /** Events waiting in the service's outbox, oldest first. */
  outbox(): Promise<readonly OutboxEntry[]>;
  /** Runs SQL as the superuser, e.g. to age a row. */
  admin<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** A further connection as a service's running role. */
  connectAs(service: ServiceName): Database;
  /** Fails when staff did something that the audit log of a served service does not tell. */
  close(): Promise<void>;
};

export type TestbedOptions = {
  readonly service: ServiceName;
  /** False where inputs are drawn at random: most of what they ask to end was never begun, so nothing is there to record. */
  readonly watchesActs?: boolean;
  /** The superuser's URL that the test run provides: `inject('postgres')`. */
  readonly postgres: string;
  readonly startAt?: Date;
  readonly callPeer?: ServiceDeps['callPeer'];
};

export async function openTestbed(options: TestbedOptions): Promise<Testbed> {
  const scratch = await createScratchDatabase(options.postgres, { template: templateDatabase });
  const connections: Database[] = [];
  const connectAs = (service: ServiceName): Database => {
    const url = new URL(scratch.url);
    url.username = rolesOf(service).running;
    const connection = connect({ connectionString: url.toString(), schema: service });
    connections.push(connection);
    return connection;
  };
  const db = connectAs(options.service);
  // The database's clock decides holds; starting at the present keeps both clocks together until a test moves one.
  const clock = movableClock(options.startAt ?? systemClock.now());
  const tokens = createTestTokens(clock);
  const log = createLog({ level: 'silent', service: options.service });
  const admin = new pg.Pool({ connectionString: scratch.url, max: 2 });
  // Dropping the scratch database ends whatever session is still closing.
  admin.on('error', () => undefined);
  admin.on('connect', (client) => client.on('error', () => undefined));
  const apps: FastifyInstance[] = [];
  const watches: ActWatch[] = [];
  const watch = (app: FastifyInstance, service: Service): void => {
    if (options.watchesActs !== false) watches.push(watchActs(app, service, admin));
  };
  return {
    watch,
    deps: {
      db,
      clock,
      log,
      callPeer: options.callPeer ?? noPeer,
      memory: createOwnMemory(clock),
      signingKey: serviceSigningKey(options.service, generateSigningKeyPem()),
    },
    tokens,
    connectAs,
    serve: async (service) => {
      const app = await createHttpServer({ log });
      apps.push(app);
      watch(app, service);
      await serveRoutes(app, service, tokens);
      return clientsOf(app);
    },
    hear: async (service, declared, payload) => {
      const envelope = envelopeOf(declared, payload, clock);
      await receive(service.db, service.consumers, envelope);
      return envelope;
    },
    outbox: async () => await listOutbox(db),
    admin: async (text, values) => (await admin.query(text, values)).rows,
    close: async () => {
      await Promise.all(apps.map(closeAtOnce));
      await Promise.all(connections.map((connection) => connection.close()));
      await admin.end();
      await scratch.drop();
      refuseUnrecorded(watches);
    },
  };
}

const noPeer: ServiceDeps['callPeer'] = async () => ({ ok: false, code: 'NO_ANSWER', detail: 'no peer in this test' });

async function serveRoutes(app: FastifyInstance, service: Service, tokens: TestTokens): Promise<void> {
  checkRoutes(service.name, service.routes);
  await mountRoutes(app, { ...service, verifier: tokens.verifier, development: true });
  await app.listen({ port: 0, host: '127.0.0.1' });
}

function refuseUnrecorded(watches: readonly ActWatch[]): void {
  const operations = watches.flatMap((watch) => watch.unrecorded());
  if (operations.length > 0)
    throw new Error(`The audit log says nothing of ${operations.join(', ')}: call recordAct where it is done.`);
}

/** A client may keep connections that never carried a request, and a server that stops waits for those. */
async function closeAtOnce(app: FastifyInstance): Promise<void> {
  const closed = app.close();
  app.server.closeAllConnections();
  await closed;
}

function clientsOf(app: FastifyInstance): ServedService {
  const baseUrl = app.listeningOrigin;
  return {
    app,
    as: (accessToken) => createClient({ baseUrl, accessToken }),
    follow: createFollow({ baseUrl }),
    asPeer: (serviceToken, accessToken) =>
      createClient({ baseUrl, accessToken, headers: { [serviceTokenHeader]: serviceToken } }),
  };
}

function envelopeOf<Declared extends EventDeclaration>(
  declared: Declared,
  payload: PayloadOf<Declared>,
  clock: Clock,
): Envelope {
  return {
    eventId: newId(),
    type: declared.type,
    source: declared.source,
    aggregateId: newId(),
    version: 1,
    occurredAt: clock.now().toISOString(),
    payload,
  };
}

async function listOutbox(db: Database): Promise<OutboxEntry[]> {
  return await transaction(db, asService, async (tx) => {
    const { rows } = await sql<OutboxEntry>`
      select type, aggregate_id as "aggregateId", version, payload from outbox order by id limit 10000`.execute(tx);
    return rows;
  });
}
