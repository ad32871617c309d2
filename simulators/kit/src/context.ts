import type { FastifyBaseLogger } from 'fastify';
import type { Switches } from './behaviour/switches.ts';
import type { Books, BooksPlace } from './books/open-books.ts';
import type { Courier } from './callbacks/courier.ts';
import type { Company } from './company.ts';
import type { Scheduler } from './scheduler.ts';
import type { SimulatorClock } from './simulator-clock.ts';

/** What every simulator is told; a company's own settings come on top. */
export type SimulatorSettings = BooksPlace & {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  /** Simulated seconds per real second; 0 makes a clock that only the control API moves. */
  readonly speed: number;
  /** What the switches of the control API are until somebody changes them. */
  readonly switches: Switches;
  readonly log: 'silent' | 'warn' | 'info';
};

/** What every part of a running simulator is given. */
export type Context<Settings extends SimulatorSettings = SimulatorSettings> = {
  readonly company: Company;
  readonly settings: Settings;
  readonly books: Books;
  readonly clock: SimulatorClock;
  readonly courier: Courier;
  readonly scheduler: Scheduler;
  /** The switches as they stand now. */
  switches(): Switches;
  readonly log: FastifyBaseLogger;
};
