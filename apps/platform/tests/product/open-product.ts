import { inject } from 'vitest';
import { createAuth, readAuthConfig } from '@safiri/auth';
import { createCompany, readCompanyConfig, type CompanyService } from '@safiri/company';
import { Envelope, type Operation, type ServiceName } from '@safiri/contracts';
import { createNotification, readNotificationConfig } from '@safiri/notification';
import { createPayment, readPaymentConfig } from '@safiri/payment';
import { createQr, readQrConfig } from '@safiri/qr';
import { receiveMany, type CallPeer, type Service, type ServiceDeps } from '@safiri/runtime';
import { openTestbed, type Client, type Testbed } from '@safiri/testkit';
import { createTicketing, readTicketingConfig } from '@safiri/ticketing';
import { Value } from 'typebox/value';
import { startPaymentCompany } from './payment-company.ts';

/**
 * All services in this process on one database, each with its own role and its routes over real HTTP. Nothing runs by
 * itself: news travel, and what is due happens, when a test says so.
 */
export type Product = {
  readonly bed: Testbed;
  readonly company: CompanyService;
  readonly services: readonly Service[];
  /** Where an operation is served. */
  originOf(operation: Operation): string;
  /** A typed client of all services, for whoever holds the token. */
  as(accessToken?: string): Client;
  /** Carries news to whoever wants them and does what is due, until there is nothing more. */
  readonly settle: () => Promise<void>;
  /** Lets time pass for everybody but the database, and settles. */
  pass(seconds: number): Promise<void>;
  close(): Promise<void>;
};

/** More rounds of news than any story has; a story that goes on for ever is a bug. */
const mostRounds = 50;

export async function openProduct(): Promise<Product> {
  const served = new Map<ServiceName, Awaited<ReturnType<Testbed['serve']>>>();
  const bed = await openTestbed({ service: 'auth', postgres: inject('postgres'), watchesActs: false });
  const at = (name: ServiceName) => served.get(name) ?? fail(`${name} is not served`);
  const callPeerOf =
    (from: ServiceName): CallPeer =>
    async (operation, input, causedBy) => {
      const { service } = operation;
      const accessToken = causedBy?.accessToken ?? undefined;
      const peer = at(service).asPeer(await bed.tokens.service(from, service, accessToken), accessToken);
      return (await peer(operation, input as never)) as never;
    };
  const depsOf = (name: ServiceName): ServiceDeps => ({
    ...bed.deps,
    db: name === 'auth' ? bed.deps.db : bed.connectAs(name),
    callPeer: callPeerOf(name),
  });
  const payer = await startPaymentCompany();
  const { company, services } = await makeServices(bed, depsOf, settingsWith(payer.address));
  for (const service of services) served.set(service.name, await bed.serve(service));
  const settle = async (): Promise<void> => {
    for (let round = 0; round < mostRounds; round += 1) {
      await doWhatIsDue(services);
      if (!(await tellNews(bed, services))) return;
    }
    throw new Error(`news went round for ${mostRounds} rounds`);
  };
  return {
    bed,
    company,
    services,
    originOf: ({ service }) => at(service).app.listeningOrigin,
    as: (token) => async (operation, input) => await at(operation.service).as(token)(operation, input),
    settle,
    pass: async (seconds) => {
      bed.deps.clock.advanceSeconds(seconds);
      await settle();
    },
    close: async () => {
      await bed.close();
      payer.close();
    },
  };
}

export const callbackSecret = 'secret-of-callbacks-0123456789';

/** Limits against hoarding and floods are proved elsewhere; here one address plays everybody. */
function settingsWith(payerAddress: string): Record<string, string> {
  return {
    KEY_ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    CALLBACK_SECRET: callbackSecret,
    PUBLIC_URL: 'https://safiri.example',
    PAYLOAD_ENCRYPTION: 'off',
    BCRYPT_COST: '4',
    SALE_HORIZON_DAYS: '3',
    MOST_HOLDS_PER_ADDRESS: '100000',
    MOST_SEATS_HELD: '1000',
    FOUR_EYES_ABOVE: 'UGX:1',
    MOMO_BASE_URL: payerAddress,
    MOMO_TARGET_ENVIRONMENT: 'sandbox',
    MOMO_API_USER: '7d0c1c6e-5a1f-4d3c-9b1e-3f0a5c2b7e10',
    MOMO_API_KEY: 'key-of-tests',
    MOMO_COLLECTION_KEY: 'collection-key-of-tests',
    MOMO_DISBURSEMENT_KEY: 'disbursement-key-of-tests',
    MOMO_CURRENCIES: 'UGX',
    MOMO_TIMEOUT_MILLISECONDS: '2000',
  };
}

async function makeServices(
  { tokens }: Testbed,
  depsOf: (name: ServiceName) => ServiceDeps,
  settings: Record<string, string>,
): Promise<{ company: CompanyService; services: readonly Service[] }> {
  const company = createCompany({ ...depsOf('company'), config: readCompanyConfig(settings) });
  const services = [
    await createAuth({ ...depsOf('auth'), config: readAuthConfig(settings), servicePublicKeys: [] }),
    company,
    createTicketing({ ...depsOf('ticketing'), config: readTicketingConfig(settings), verifier: tokens.verifier }),
    createPayment({ ...depsOf('payment'), config: readPaymentConfig(settings) }),
    await createQr({ ...depsOf('qr'), config: readQrConfig(settings) }),
    createNotification({
      ...depsOf('notification'),
      config: readNotificationConfig(settings),
      development: true,
    }),
  ];
  return { company, services };
}

/** Hands what stands in every outbox to everybody, as queues do; answers whether anything did. */
async function tellNews(bed: Testbed, services: readonly Service[]): Promise<boolean> {
  let told = false;
  for (const { name } of services) {
    const rows = await bed.admin(
      `with taken as (delete from ${name}.outbox returning *)
       select event_id as "eventId", type, $1 as source, aggregate_id as "aggregateId", version::integer,
              to_char(occurred_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "occurredAt", payload
         from taken order by id`,
      [name],
    );
    const envelopes = rows.map((row) => Value.Parse(Envelope, row));
    if (envelopes.length === 0) continue;
    told = true;
    for (const service of services) {
      const wanted = new Set(service.consumers.map((consumer) => consumer.type));
      const heard = envelopes.filter(({ type }) => wanted.has(type));
      const results = await receiveMany({ ...service, log: bed.deps.log }, heard);
      const failed = results.find((result) => result.status === 'rejected');
      if (failed !== undefined) throw new Error(`${service.name} could not take news`, { cause: failed.reason });
    }
  }
  return told;
}

/** What a passenger would wait for; audits and cleaning can wait. */
const awaited = new Set(['attempt-checks', 'refund-checks', 'receipt-issue', 'receipt-news', 'send-due-messages']);

async function doWhatIsDue(services: readonly Service[]): Promise<void> {
  for (const job of services.flatMap(({ jobs }) => jobs)) if (awaited.has(job.name)) while (await job.run());
}

function fail(sentence: string): never {
  throw new Error(sentence);
}
