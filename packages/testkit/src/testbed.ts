import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import pg from 'pg';
import { createClient, type Client } from '@safiri/client';
import type { Envelope, EventDeclaration, PayloadOf, ServiceName } from '@safiri/contracts';
import { movableClock, newId, type MovableClock } from '@safiri/kernel';
import {
  asService, checkRoutes, connect, createHttpServer, createLog, mountRoutes, receive, rolesOf, serviceTokenHeader, transaction, type Database, type Service, type ServiceDeps,
} from '@safiri/runtime';
import { createScratchDatabase } from './scratch-database.ts';
import { templateDatabase } from './template-database.ts';
import { createTestTokens, type TestTokens } from './test-tokens.ts';

/** A service on a database of its own, as its process would run it: real tables, real roles, real HTTP routes. */
export type Testbed = {
  readonly deps: ServiceDeps & { readonly clock: MovableClock };
  readonly tokens: TestTokens;
  /** Mounts the service's routes; answers a typed client for whoever holds the token (nobody when left out). */
  serve(service: Service): Promise<{ as(accessToken?: string): Client; asPeer(serviceToken: string): Client; app: FastifyInstance }>;
  /** Lets the service hear an event as its queue would hand it over; the envelope may be handed over again. */
  hear<Declared extends EventDeclaration>(service: Service, declared: Declared, payload: PayloadOf<Declared>, about?: { aggregateId?: string; version?: number }): Promise<Envelope>;
  /** Events waiting in the service's outbox, oldest first. */
  outbox(): Promise<readonly { type: string; aggregateId: string; version: number; payload: unknown }[]>;
  /** Runs SQL as the superuser, e.g. to age a row. */
  admin<Row extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<Row[]>;
  /** A further connection as a service's running role. */
  connectAs(service: ServiceName): Database;
  close(): Promise<void>;
};

export type TestbedOptions = {
  readonly service: ServiceName;
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
    const db = connect({ connectionString: url.toString(), schema: service });
    connections.push(db);
    return db;
  };
  const db = connectAs(options.service);
  // The database's clock decides holds; starting at the present keeps both clocks together until a test moves one.
  const clock = movableClock(options.startAt ?? new Date());
  const tokens = createTestTokens(clock);
  const apps: FastifyInstance[] = [];
  const log = createLog({ level: 'silent', service: options.service });
  const admin = new pg.Pool({ connectionString: scratch.url, max: 2 });
  return {
    deps: { db, clock, log, callPeer: options.callPeer ?? (async () => ({ ok: false, code: 'NO_ANSWER', detail: 'no peer in this test' })) },
    tokens,
    connectAs,
    serve: async (service) => {
      const app = await createHttpServer({ log });
      checkRoutes(service.name, service.routes);
      await mountRoutes(app, { routes: service.routes, verifier: tokens.verifier, development: true });
      await app.listen({ port: 0, host: '127.0.0.1' });
      apps.push(app);
      const baseUrl = app.listeningOrigin;
      return {
        app,
        as: (accessToken) => createClient({ baseUrl, accessToken }),
        asPeer: (serviceToken) => createClient({ baseUrl, headers: { [serviceTokenHeader]: serviceToken } }),
      };
    },
    hear: async (service, declared, payload, about = {}) => {
      const envelope: Envelope = {
        eventId: newId(), type: declared.type, source: declared.source, aggregateId: about.aggregateId ?? newId(), version: about.version ?? 1, occurredAt: clock.now().toISOString(), payload,
      };
      await receive(service.db, service.consumers, envelope);
      return envelope;
    },
    outbox: async () => {
      const { rows } = await transaction(db, asService, async (tx) =>
        await sql<{ type: string; aggregateId: string; version: number; payload: unknown }>`select type, aggregate_id as "aggregateId", version, payload from outbox order by id limit 10000`.execute(tx));
      return rows;
    },
    admin: async (text, values) => (await admin.query(text, values)).rows,
    close: async () => {
      await Promise.all(apps.map((app) => app.close()));
      await Promise.all(connections.map((connection) => connection.close()));
      await admin.end();
      await scratch.drop();
    },
  };
}
