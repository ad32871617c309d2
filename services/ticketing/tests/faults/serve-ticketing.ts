/**
 * A process of its own that sells seats, for tests that kill it: `serve-ticketing.ts <database> <subject> …`. Says in one
 * line of JSON where it listens, with a token for each subject.
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
} from '@safiri/runtime';
import { createTestTokens } from '@safiri/testkit';
import { createTicketing, readTicketingConfig } from '../../src/index.ts';

const [connectionString, ...subjects] = process.argv.slice(2);
assert(connectionString !== undefined, 'name the database');
const tokens = createTestTokens(systemClock);
const log = createLog({ level: 'silent', service: 'ticketing' });
const service = createTicketing({
  db: connect({ connectionString, schema: 'ticketing' }),
  clock: systemClock,
  log,
  callPeer: async () => ({ ok: false, code: 'NO_ANSWER', detail: 'no peer in this test' }),
  memory: createOwnMemory(systemClock),
  signingKey: serviceSigningKey('ticketing', generateSigningKeyPem()),
  verifier: tokens.verifier,
  config: readTicketingConfig({}),
});
const app = await createHttpServer({ log });
await mountRoutes(app, { routes: service.routes, verifier: tokens.verifier, development: true });
await app.listen({ port: 0, host: '127.0.0.1' });
const guests = await Promise.all(subjects.map(async (subject) => await tokens.guest(subject)));
process.stdout.write(`${JSON.stringify({ origin: app.listeningOrigin, tokens: guests })}\n`);
