/**
 * A process of its own that takes payments, for tests that run several on one database: `serve-payment.ts <JSON>`. Says in one
 * line of JSON where it listens, with a token for each payer. It ends with its parent.
 */
import { assert, systemClock } from '@safiri/kernel';
import {
  connect,
  createHttpServer,
  createLog,
  createOwnMemory,
  generateSigningKeyPem,
  mountRoutes,
  serviceSigningKey,
  startJobs,
} from '@safiri/runtime';
import { createTestTokens } from '@safiri/testkit';
import { createPayment } from '../src/index.ts';
import { momoCredentials } from './momo-simulator.ts';
import { standInForTicketing, type Order } from './ticketing-stand-in.ts';
import { sealingOfTests } from './sealing-of-tests.ts';

export type ServeRequest = {
  readonly connectionString: string;
  readonly momoAddress: string;
  readonly orders: readonly Order[];
  readonly payers: readonly string[];
};
export type Serving = { readonly origin: string; readonly tokens: readonly string[] };

const [given] = process.argv.slice(2);
assert(given !== undefined, 'say what to serve');
const { connectionString, momoAddress, orders, payers }: ServeRequest = JSON.parse(given);

const ticketing = standInForTicketing();
for (const order of orders) ticketing.know(order);
const tokens = createTestTokens(systemClock);
const log = createLog({ level: 'silent', service: 'payment' });
const service = createPayment({
  db: connect({ connectionString, schema: 'payment' }),
  clock: systemClock,
  log,
  callPeer: ticketing.callPeer,
  memory: createOwnMemory(systemClock),
  signingKey: serviceSigningKey('payment', generateSigningKeyPem()),
  config: {
    callbackSecret: 'secret-of-callbacks-0123456789',
    publicUrl: 'https://safiri.example',
    sealing: sealingOfTests,
    mpesa: undefined,
    paypal: undefined,
    card: undefined,
    commissionBasisPoints: 1_000,
    fourEyesAbove: new Map([['RWF', 10_000]]),
    momo: { ...momoCredentials, baseUrl: momoAddress, callbackBaseUrl: undefined, timeoutMilliseconds: 4_000 },
  },
});
const app = await createHttpServer({ log });
await mountRoutes(app, { routes: service.routes, verifier: tokens.verifier, development: true });
await app.listen({ port: 0, host: '127.0.0.1' });
startJobs(service.jobs, log);
process.stdin.once('end', () => process.exit(0)).resume();
const serving: Serving = {
  origin: app.listeningOrigin,
  tokens: await Promise.all(payers.map(async (payer) => await tokens.guest(payer))),
};
process.stdout.write(`${JSON.stringify(serving)}\n`);
