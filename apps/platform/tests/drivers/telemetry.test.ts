import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { createClient } from '@safiri/client';
import {
  checkOutOrder,
  confirmRefund,
  createAttempt,
  createGuest,
  getPayableOrder,
  holdSeats,
  pathOf,
  quoteRefund,
} from '@safiri/contracts';
import { assert, newId } from '@safiri/kernel';
import { createLog, rolesOf, startTelemetry, type Telemetry } from '@safiri/runtime';
import { collectSpans, openTestbed, type SeenSpan, type Testbed } from '@safiri/testkit';
import { addVirtualHost, freePort, inTheEnd, takesConnections } from '@safiri/testkit/servers';
import { compose, type Platform } from '../../src/compose.ts';
import { ensureSecrets } from '../../src/secrets.ts';
import { companiesNamed } from '../../src/simulated-companies.ts';
import { startSimulators } from '../../src/simulators.ts';
import { metricsNamed } from '../metrics-named.ts';
import { valueOf } from '../passenger.ts';
import { loadRwandanNetwork } from '../rwandan-network.ts';

const rabbit = inject('rabbit');
const phone = '+250788314159';

let bed: Testbed;
let folder: string;
let logFile: string;
let telemetry: Telemetry;
const undo: (() => Promise<void>)[] = [];
const seen: { spans: readonly SeenSpan[] } = { spans: [] };
let publicUrl: string;
let momoSettings: Readonly<Record<string, string>>;

beforeAll(async () => {
  const collected = await collectSpans();
  seen.spans = collected.spans;
  undo.push(collected.stop);
  bed = await openTestbed({ service: 'auth', postgres: inject('postgres'), watchesActs: false });
  undo.push(() => bed.close());
  folder = await mkdtemp(path.join(tmpdir(), 'one-trace-'));
  undo.push(() => rm(folder, { recursive: true, force: true }));
  logFile = path.join(folder, 'safiri.log');
  telemetry = await startTelemetry(
    { METRICS_PORT: await freePort(), METRICS_HOST: '127.0.0.1', OTEL_TRACES_SAMPLER_ARG: 1 },
    { name: 'test', log: createLog({ level: 'silent' }) },
  );
  undo.push(async () => await telemetry.stop());
  publicUrl = `http://127.0.0.1:${await freePort()}`;
  const [momo] = await startSimulators(companiesNamed('momo'), {
    dataDir: folder,
    fixedPorts: false,
    publicUrl,
    environment: { MOMO_SIMULATOR_AUTO_APPROVE_SECONDS: '1' },
  });
  assert(momo !== undefined, 'the simulator runs');
  undo.push(() => momo.stop());
  momoSettings = momo.company.payment(momo.url, publicUrl);
});
afterAll(async () => {
  for (const step of undo.toReversed()) await step();
});

describe('a purchase is one trace, from the request to pay to the message that is sent, and is counted and logged,', () => {
  it('over the embedded queue', { timeout: 120_000 }, async () => {
    await buyAndLook({});
  });

  it.skipIf('missing' in rabbit)(
    `over RabbitMQ${'missing' in rabbit ? ` (skipped: ${rabbit.missing})` : ''}`,
    { timeout: 180_000 },
    async () => {
      if ('missing' in rabbit) return;
      await inTheEnd(async () => expect(await takesConnections(rabbit.port)).toBe(true));
      await addVirtualHost(rabbit.control, 'telemetry');
      await buyAndLook({ BROKER_URL: `${rabbit.url}/telemetry` });
    },
  );
});

async function buyAndLook(drivers: Readonly<Record<string, string>>): Promise<void> {
  const platform = await openPlatform(drivers);
  try {
    const { traceId, giveBack } = await buy(platform);
    await inTheEnd(async () => {
      const names = spansOf(traceId).map(({ name }) => name);
      expect(expectedSpans.filter((name) => !names.includes(name))).toEqual([]);
      expect(rootsOf(spansOf(traceId)).map(({ name }) => name)).toEqual(['POST /api/v1/payment/attempts']);
    });
    expect(JSON.stringify(spansOf(traceId))).not.toContain(phone.slice(4));
    await lookAtMetrics(platform);
    await lookAtLog(traceId);
    const refundId = await giveBack();
    await inTheEnd(async () => {
      const names = spansOf(refundId).map(({ name }) => name);
      expect(spansOfRefund.filter((name) => !names.includes(name))).toEqual([]);
    });
  } finally {
    await platform.stop();
  }
}

async function lookAtMetrics(platform: Platform): Promise<void> {
  telemetry.watch(platform);
  const text = await (await fetch(telemetry.metricsAddress ?? '')).text();
  const exported = new Set(Array.from(text.matchAll(/^# TYPE (\w+)/gm), ([, name]) => name));
  expect((await metricsNamed()).filter((name) => !exported.has(name))).toEqual([]);
  for (const line of [
    'safiri_dependency_up{dependency="broker"} 1',
    'safiri_database_up{service="ticketing"} 1',
    'safiri_open_violations{service="ticketing",invariant="no-overlap"} 0',
    'safiri_queue_messages{queue="ticketing",state="dead"} 0',
    'safiri_payments_open{service="payment",state="unknown"} 0',
    'safiri_http_requests_total{service="payment",operation="createAttempt",status="2xx"}',
    'safiri_orders_total{state="confirmed"}',
    'safiri_events_handled_total{service="qr",type="ticket-issued",outcome="handled"}',
    'safiri_job_runs_total{service="notification",job="send-due-messages",outcome="done"}',
  ])
    expect(text).toContain(line);
  expect(text).not.toContain(phone.slice(4));
  expect((await fetch(`${platform.app.listeningOrigin}/metrics`)).status).toBe(404);
}

/** What other requests and jobs did for the purchase is found by its id. */
async function lookAtLog(traceId: string): Promise<void> {
  await inTheEnd(async () => {
    const lines = (await readFile(logFile, 'utf8')).split('\n').filter((line) => line.includes(traceId));
    for (const said of ['payment attempt created', 'payment attempt settled', 'booking confirmed', 'message delivered'])
      expect(
        lines.some((line) => line.includes(said)),
        said,
      ).toBe(true);
  });
}

const expectedSpans = [
  'payment asks getPayableOrder',
  `GET ${pathOf(getPayableOrder)}`,
  'transaction payment',
  'insert attempts',
  'commit',
  'check attempt',
  'tell payment-succeeded',
  'ticketing hears payment-succeeded',
  'tell booking-confirmed',
  'tell ticket-issued',
  'qr hears ticket-issued',
  'tell ticket-signed',
  'ticketing hears ticket-signed',
  'notification hears booking-confirmed',
  'payment hears booking-confirmed',
  'notification hears receipt-issued',
  'send sms',
];

const spansOfRefund = [
  'payment hears refund-due',
  'check refund',
  'tell refund-succeeded',
  'ticketing hears refund-succeeded',
  'notification hears receipt-issued',
];

function spansOf(traceId: string): SeenSpan[] {
  return seen.spans.filter((span) => span.traceId === traceId);
}

/** Spans that hang on none that is there. */
function rootsOf(spans: readonly SeenSpan[]): SeenSpan[] {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  return spans.filter(({ parentId }) => parentId === undefined || !ids.has(parentId));
}

async function openPlatform(drivers: Readonly<Record<string, string>>): Promise<Platform> {
  const secrets = await ensureSecrets(folder);
  const urlOf = (schema: string): string => {
    const url = new URL(bed.deps.db.connectionString);
    url.username = rolesOf(schema).running;
    return url.href;
  };
  const platform = await compose({
    database: { adminUrl: '', urlOf, ended: undefined, close: async () => undefined },
    secrets,
    environment: {
      KEY_ENCRYPTION_KEY: Buffer.alloc(32, 9).toString('base64'),
      CALLBACK_SECRET: 'secret-of-callbacks-0123456789',
      PUBLIC_URL: publicUrl,
      BCRYPT_COST: '4',
      SALE_HORIZON_DAYS: '3',
      ...momoSettings,
    },
    development: true,
    drivers,
    log: createLog({ level: 'info', destination: logFile }),
  });
  await platform.app.listen({ port: Number(new URL(publicUrl).port), host: '127.0.0.1' });
  await platform.startWork();
  await loadNetwork(platform);
  return platform;
}

async function loadNetwork({ company }: Platform): Promise<void> {
  const [{ count } = { count: 0 }] = await bed.admin<{ count: number }>(
    'select count(*)::integer as count from ticketing.trips',
  );
  if (count > 0) return;
  await loadRwandanNetwork(company);
}

type Bought = {
  /** Of the request to pay. */
  readonly traceId: string;
  /** Cancels the seats; answers the id of the request that does so. */
  readonly giveBack: () => Promise<string>;
};

/** Buys two seats. */
async function buy(platform: Platform): Promise<Bought> {
  const baseUrl = platform.app.listeningOrigin;
  const guest = valueOf(await createClient({ baseUrl })(createGuest, {}));
  const client = createClient({ baseUrl, accessToken: guest.accessToken });
  const { tripId, last } = await pickTrip();
  const trips = [{ tripId, from: 0, to: last, any: { count: 2 } }];
  const { orderId, claims } = valueOf(await client(holdSeats, { body: { trips }, idempotencyKey: newId() }));
  const passengers = claims.map(({ claimId }) => ({ claimId, name: 'Zuhura' }));
  valueOf(await client(checkOutOrder, { params: { orderId }, body: { contact: { phone }, passengers } }));
  const named = (requestId: string) =>
    createClient({ baseUrl, accessToken: guest.accessToken, headers: { 'x-request-id': requestId } });
  const traceId = newId().replaceAll('-', '');
  const body = { orderId, method: 'mtn-momo', payerPhone: phone } as const;
  valueOf(await named(traceId)(createAttempt, { body, idempotencyKey: newId() }));
  const giveBack = async (): Promise<string> => {
    const claimIds = claims.map(({ claimId }) => claimId);
    const { quoteId } = valueOf(await client(quoteRefund, { params: { orderId }, body: { claimIds } }));
    const requestId = newId().replaceAll('-', '');
    valueOf(await named(requestId)(confirmRefund, { params: { orderId, quoteId }, idempotencyKey: newId() }));
    return requestId;
  };
  return { traceId, giveBack };
}

async function pickTrip(): Promise<{ tripId: number; last: number }> {
  let found: { tripId: number; last: number } | undefined;
  await inTheEnd(async () => {
    [found] = await bed.admin(
      `select trip_id::integer as "tripId", stop_count - 1 as last from ticketing.trips t join ticketing.patterns p using (pattern_id)
        where departs_at > now() + interval '1 day' and not exists (select from ticketing.claims c where c.trip_id = t.trip_id)
        order by departs_at limit 1`,
    );
    expect(found).toBeDefined();
  });
  assert(found !== undefined, 'the demo network has trips');
  return found;
}
