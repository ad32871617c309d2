import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import { getSwitches } from './behaviour/switch-queries.ts';
import { getReachedMillis } from './books/clock-queries.ts';
import { openBooks, type Books, type Writer } from './books/open-books.ts';
import { createCourier } from './callbacks/courier.ts';
import type { Company } from './company.ts';
import type { Context, SimulatorSettings } from './context.ts';
import { controlApi } from './control/control-api.ts';
import { createScheduler, type Scheduler } from './scheduler.ts';
import { createSimulatorClock } from './simulator-clock.ts';
import { provideTokenKey } from './wire/access-tokens.ts';

export type Simulator = {
  /** Goes on with what the books hold and answers requests; resolves with the address, e.g. `http://127.0.0.1:8010`. */
  listen(): Promise<string>;
  /** Ends the requests and callbacks that are on their way, then closes the books. */
  close(): Promise<void>;
};

/** A part of what the company answers: its interface, its pages. */
export type Room<Settings extends SimulatorSettings> = (
  app: FastifyInstance,
  context: Context<Settings>,
) => Promise<void>;

export type SimulatorPlan<Settings extends SimulatorSettings> = {
  readonly company: Company;
  readonly settings: Settings;
  readonly rooms: readonly Room<Settings>[];
  /** What has to stand in the books before the first request, besides the key of the tokens. */
  readonly prepare?: (tx: Writer) => void;
};

/** A body of these interfaces has a few hundred bytes; sixteen KiB leaves room and bounds memory. */
const bodyLimitBytes = 16 * 1024;
/** More connections than any load test of one machine opens. */
const connectionLimit = 2000;

/** Opens the books and builds the simulator around them. Throws `BooksRefused` when another one has them open. */
export function createSimulator<Settings extends SimulatorSettings>(plan: SimulatorPlan<Settings>): Simulator {
  const { company, settings, prepare } = plan;
  const books = openBooks(company.schema, settings);
  const app = createServer(settings);
  const context = { ...createContext({ company, settings, books, log: app.log }), settings };
  app.get('/health', async () => ({ status: 'ok' }));
  void app.register(async (room) => controlApi(room, context));
  for (const open of plan.rooms) void app.register(async (room) => open(room, context));

  return {
    listen: async () => {
      await books.write((tx) => {
        provideTokenKey(tx);
        prepare?.(tx);
      });
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

function createServer(settings: SimulatorSettings): FastifyInstance {
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

type Ground = { company: Company; settings: SimulatorSettings; books: Books; log: FastifyBaseLogger };

function createContext(ground: Ground): Context {
  const { company, settings, books } = ground;
  const clock = createSimulatorClock(settings.speed, getReachedMillis(books));
  const switches: Context['switches'] = () => getSwitches(books, settings.switches);
  // Each wakes the other: a decision makes callbacks, a failed callback sets a new alarm.
  const courier = createCourier({
    books,
    clock,
    retryAfterSeconds: (attempts) => company.retryAfterSeconds(attempts, switches()),
    sign: company.sign?.bind(company),
    onAttempt: () => void scheduler.wake(),
  });
  const scheduler: Scheduler = createScheduler({ company, books, clock, courier, switches });
  return { ...ground, clock, courier, scheduler, switches };
}
