import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { getSwitches } from './behaviour/switch-queries.ts';
import { getReachedMillis } from './books/clock-queries.ts';
import { openBooks, type Books } from './books/open-books.ts';
import { createCourier } from './callbacks/courier.ts';
import type { Context } from './context.ts';
import { controlApi } from './control/control-api.ts';
import { phonePages } from './phone/phone-routes.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import type { MomoSettings } from './settings.ts';
import { createSimulatorClock } from './simulator-clock.ts';
import { provideTokenKey } from './wire/access-tokens.ts';
import { provideApiUser } from './wire/api-users.ts';
import { momoApi } from './wire/momo-api.ts';

export { developmentSettings } from './settings.ts';
export type { MomoSettings } from './settings.ts';
export { BooksRefused } from './books/open-books.ts';
export { sandboxPayers } from './behaviour/sandbox-values.ts';
export { scenariosByEnding } from './behaviour/scenarios.ts';
export type { Scenario } from './behaviour/scenarios.ts';
export type { Switches } from './behaviour/switches.ts';

export type MomoSimulator = {
  /** Goes on with what the books hold and answers requests; resolves with the address, e.g. `http://127.0.0.1:8010`. */
  listen(): Promise<string>;
  /** Ends the requests and callbacks that are on their way, then closes the books. */
  close(): Promise<void>;
};

/** A body of this interface has a few hundred bytes; sixteen KiB leaves room and bounds memory. */
const bodyLimitBytes = 16 * 1024;
/** More connections than any load test of one machine opens. */
const connectionLimit = 2000;

/** Opens the books and builds the simulator around them. Throws `BooksRefused` when another one has them open. */
export function createMomoSimulator(settings: MomoSettings): MomoSimulator {
  const books = openBooks(settings.dataFolder, settings.handoverMillis);
  const app = createServer(settings);
  const context = createContext(settings, books, app.log);
  app.get('/health', async () => ({ status: 'ok' }));
  void app.register(async (room) => momoApi(room, context));
  void app.register(async (room) => controlApi(room, context));
  void app.register(async (room) => phonePages(room, context));

  return {
    listen: async () => {
      await prepareBooks(settings, books);
      const address = await app.listen({ host: settings.host, port: settings.port });
      app.server.maxConnections = connectionLimit;
      await context.scheduler.wake();
      return address;
    },
    close: async () => {
      context.scheduler.close();
      await Promise.all([app.close(), context.courier.close()]);
      books.close();
    },
  };
}

function createServer(settings: MomoSettings): FastifyInstance {
  return fastify({
    // Standard output belongs to the line that says where the simulator listens.
    logger: settings.log === 'silent' ? false : { level: settings.log, stream: process.stderr },
    bodyLimit: bodyLimitBytes,
    requestTimeout: 30_000,
    exposeHeadRoutes: false,
    // A number where the wire wants a text is a mistake of the caller, not something to repair.
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  });
}

/** What has to stand in the books before the first request. */
async function prepareBooks(settings: MomoSettings, books: Books): Promise<void> {
  await books.write((tx) => {
    provideApiUser(tx, { id: settings.apiUser, callbackHost: settings.callbackHost, apiKey: settings.apiKey });
    provideTokenKey(tx);
  });
}

function createContext(settings: MomoSettings, books: Books, log: FastifyBaseLogger): Context {
  const clock = createSimulatorClock(settings.speed, getReachedMillis(books));
  const switches: Context['switches'] = () => getSwitches(books, settings.switches);
  // Each wakes the other: a decision makes callbacks, a failed callback sets a new alarm.
  const courier = createCourier({ books, clock, switches, onAttempt: () => void scheduler.wake() });
  const scheduler: Scheduler = createScheduler({ books, clock, courier, switches });
  return { settings, books, clock, courier, scheduler, switches, log };
}
