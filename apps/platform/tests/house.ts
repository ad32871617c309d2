import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { FastifyInstance } from 'fastify';
import { inject } from 'vitest';
import { createAuth, readAuthConfig } from '@safiri/auth';
import { createClient, type Client } from '@safiri/client';
import { createCompany, readCompanyConfig } from '@safiri/company';
import { serviceNames, type Envelope, type ServiceName } from '@safiri/contracts';
import { assert, newId } from '@safiri/kernel';
import { createNotification, readNotificationConfig } from '@safiri/notification';
import { createPayment, readPaymentConfig } from '@safiri/payment';
import { createQr, readQrConfig } from '@safiri/qr';
import {
  cachedKeySource,
  createHttpServer,
  createRevocationList,
  createTokenVerifier,
  generateSigningKeyPem,
  mountRoutes,
  peerCaller,
  receive,
  serviceSigningKey,
  type RevocationList,
  type Service,
  type ServiceDeps,
} from '@safiri/runtime';
import { createTicketing, readTicketingConfig } from '@safiri/ticketing';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { companiesNamed } from '../src/simulated-companies.ts';
import { startSimulators } from '../src/simulators.ts';
import { loadRwandanNetwork } from './rwandan-network.ts';

/** All services on one database, as the product composes them, but with a clock that moves and news that a test carries. */
export type House = {
  readonly bed: Testbed;
  readonly services: readonly Service[];
  readonly auth: Awaited<ReturnType<typeof createAuth>>;
  readonly company: ReturnType<typeof createCompany>;
  /** A client of a browser. */
  as(accessToken?: string): Client;
  /** Every event that was carried, in the order in which it was told. */
  readonly told: readonly Envelope[];
  /** Carries news to whoever wants it until there is none. */
  carry(): Promise<void>;
  /** Hands events over as they were told, as new messages: as a republished one comes, or one that was told late. */
  tellAgain(envelopes: readonly Envelope[]): Promise<void>;
  /** Runs these jobs until none has work, and carries what they tell. */
  readonly work: () => Promise<void>;
  /** Lets time pass for services, and for payment companies. */
  pass(days: number): Promise<void>;
  approvePayments(): Promise<void>;
  close(): Promise<void>;
};

/** What has to happen for a purchase and for forgetting; searching, offering and auditing have nothing to do here. */
const jobs = new Set([
  'attempt-checks',
  'receipt-issue',
  'receipt-news',
  'send-due-messages',
  'carry-out-erasures',
  'forget-subjects',
  'forget-names',
  'forget-payers',
  'forget-scans',
  'forget-messages',
]);

type Composed = {
  readonly auth: House['auth'];
  readonly company: ReturnType<typeof createCompany>;
  readonly services: readonly Service[];
  readonly revocations: RevocationList;
  readonly app: FastifyInstance;
};

export async function openHouse(settings: Readonly<Record<string, string>> = {}): Promise<House> {
  const bed = await openTestbed({ service: 'auth', postgres: inject('postgres') });
  const momo = await startMomo();
  const composed = await composeServices(bed, {
    KEY_ENCRYPTION_KEY: Buffer.alloc(32, 9).toString('base64'),
    BCRYPT_COST: '4',
    // A few days are enough to travel, and dating a month takes time.
    SALE_HORIZON_DAYS: '4',
    CALLBACK_SECRET: 'secret-of-callbacks-0123456789',
    PUBLIC_URL: 'https://safiri.example',
    ...momo.settings,
    ...settings,
  });
  const { auth, services, revocations, app, company } = composed;
  const carrying = carryNews(bed, composed);
  await loadRwandanNetwork(company);
  await carrying.carry();
  return {
    bed,
    services,
    auth,
    company,
    ...carrying,
    as: (accessToken) => createClient({ baseUrl: app.listeningOrigin, accessToken }),
    pass: async (days) => {
      bed.deps.clock.advanceSeconds(days * 86_400);
      await revocations.read();
    },
    approvePayments: async () => {
      await momo.approve();
      bed.deps.clock.advanceSeconds(60);
      await carrying.work();
    },
    close: async () => {
      const closed = app.close();
      app.server.closeAllConnections();
      await closed;
      await bed.close();
      await momo.stop();
    },
  };
}

/** A payment company whose clock stands still until payers are to have approved. */
async function startMomo() {
  const dataDir = await mkdtemp(path.join(tmpdir(), 'house-'));
  const [momo] = await startSimulators(companiesNamed('momo'), {
    dataDir,
    fixedPorts: false,
    publicUrl: nowhere,
    environment: { MOMO_SIMULATOR_SPEED: '0', MOMO_SIMULATOR_AUTO_APPROVE_SECONDS: '4' },
  });
  assert(momo !== undefined, 'the simulator runs');
  return {
    settings: momo.company.payment(momo.url, nowhere),
    approve: async (): Promise<void> => {
      const sent = await fetch(`${momo.url}/control/clock/advance`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ seconds: 60 }),
      });
      assert(sent.ok, 'the simulator lets time pass');
    },
    stop: async (): Promise<void> => {
      await momo.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Callbacks are not waited for: payments are asked about. */
const nowhere = 'http://127.0.0.1:1';

async function composeServices(bed: Testbed, environment: Readonly<Record<string, string>>): Promise<Composed> {
  const { clock, log } = bed.deps;
  const app = await createHttpServer({ log });
  const keyPems = new Map(serviceNames.map((name) => [name, generateSigningKeyPem()]));
  const depsOf = (name: ServiceName): ServiceDeps => ({
    db: bed.connectAs(name),
    clock,
    log,
    callPeer: peerCaller({
      from: name,
      key: serviceSigningKey(name, keyPems.get(name) ?? ''),
      baseUrl: () => app.listeningOrigin,
      clock,
    }),
    memory: bed.deps.memory,
    signingKey: serviceSigningKey(name, keyPems.get(name) ?? ''),
  });
  const auth = await createAuth({
    ...depsOf('auth'),
    config: readAuthConfig(environment),
    servicePublicKeys: [...keyPems].map(([name, pem]) => serviceSigningKey(name, pem).publicJwk),
  });
  const revocations = createRevocationList(async (since) => await auth.authority.listRevocations(since), clock);
  const verifier = createTokenVerifier({
    keys: cachedKeySource(async () => await auth.authority.jwks(), clock),
    clock,
    revocations,
    readPermissionSet: async (hash) => await auth.authority.permissionSet(hash),
  });
  const company = createCompany({ ...depsOf('company'), config: readCompanyConfig(environment) });
  const services: Service[] = [
    auth,
    company,
    createTicketing({ ...depsOf('ticketing'), config: readTicketingConfig(environment), verifier }),
    createPayment({ ...depsOf('payment'), config: readPaymentConfig(environment) }),
    await createQr({ ...depsOf('qr'), config: readQrConfig(environment) }),
    createNotification({ ...depsOf('notification'), config: readNotificationConfig(environment), development: true }),
  ];
  for (const service of services) await mountRoutes(app, { ...service, verifier, development: true });
  await app.listen({ port: 0, host: '127.0.0.1' });
  await revocations.read();
  return { auth, company, services, revocations, app };
}

function carryNews(
  bed: Testbed,
  { services, revocations }: Composed,
): Pick<House, 'told' | 'carry' | 'tellAgain' | 'work'> {
  const told: Envelope[] = [];
  const carry = async (): Promise<void> => {
    for (let news = await takeNews(bed, services); news.length > 0; news = await takeNews(bed, services)) {
      told.push(...news);
      for (const envelope of news) await deliver(services, envelope);
    }
    await revocations.read();
  };
  return {
    told,
    carry,
    tellAgain: async (envelopes) => {
      for (const envelope of envelopes) await deliver(services, { ...envelope, eventId: newId() });
    },
    work: async () => {
      for (let again = true; again;) {
        again = false;
        for (const job of services.flatMap((service) => service.jobs).filter(({ name }) => jobs.has(name)))
          while (await job.run()) again = true;
        const before = told.length;
        await carry();
        // What was told may be somebody's work.
        again ||= told.length > before;
      }
    },
  };
}

/** Takes what waits in the outboxes, as a relay does. */
async function takeNews(bed: Testbed, services: readonly Service[]): Promise<Envelope[]> {
  const news: Envelope[] = [];
  for (const { name } of services) {
    const rows = await bed.admin<Omit<Envelope, 'occurredAt'> & { occurredAt: Date }>(
      `with taken as (delete from ${name}.outbox returning *)
       select event_id as "eventId", type, '${name}' as source, aggregate_id as "aggregateId", version::integer, occurred_at as "occurredAt", payload from taken order by id`,
    );
    news.push(...rows.map((row) => ({ ...row, occurredAt: row.occurredAt.toISOString() })));
  }
  return news;
}

async function deliver(services: readonly Service[], envelope: Envelope): Promise<void> {
  for (const { db, consumers } of services) await receive(db, consumers, envelope);
}
