import type { FastifyBaseLogger } from 'fastify';
import type { Switches } from './behaviour/switches.ts';
import type { Books } from './books/open-books.ts';
import type { Courier } from './callbacks/courier.ts';
import type { Scheduler } from './scheduler.ts';
import type { MomoSettings } from './settings.ts';
import type { SimulatorClock } from './simulator-clock.ts';

/** What every part of a running simulator is given. */
export type Context = {
  settings: MomoSettings;
  books: Books;
  clock: SimulatorClock;
  courier: Courier;
  scheduler: Scheduler;
  /** The switches as they stand now. */
  switches(): Switches;
  log: FastifyBaseLogger;
};
