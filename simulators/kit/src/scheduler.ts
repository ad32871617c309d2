import { assert } from '@safiri/kernel';
import type { Switches } from './behaviour/switches.ts';
import type { Company } from './company.ts';
import type { Books } from './books/open-books.ts';
import { settle } from './books/settle.ts';
import { listDue, nextDueMillis } from './books/transactions.ts';
import { rememberReached } from './books/clock-queries.ts';
import type { Courier } from './callbacks/courier.ts';
import type { SimulatorClock } from './simulator-clock.ts';
import { createSleepers } from './sleepers.ts';

/** Decisions taken in one transaction of the books: large enough for a burst, small enough to keep answering meanwhile. */
const batchLimit = 200;
/** The longest sleep; a timer of Node cannot hold more than 24 days, and an hour is rare enough. */
const longestSleepMillis = 3_600_000;

export type Scheduler = {
  /** Takes the decisions that are due, sends the callbacks that are due, and sets the alarm for the next of either. */
  wake(): Promise<void>;
  /** Resolves when the clock has reached that instant, or the simulator closes. */
  until(instantMillis: number): Promise<void>;
  close(): void;
};

export type SchedulerDeps = {
  company: Company;
  books: Books;
  clock: SimulatorClock;
  courier: Courier;
  switches(): Switches;
};

/** Makes due things happen. What is due stands in the books, so a killed simulator loses nothing but time. */
export function createScheduler(deps: SchedulerDeps): Scheduler {
  const { books, clock, courier } = deps;
  let alarm: NodeJS.Timeout | undefined;
  let closed = false;
  const sleepers = createSleepers();

  async function wake(): Promise<void> {
    if (closed) return;
    while ((await settleBatch()) === batchLimit);
    if (closed) return;
    sleepers.wake(clock.nowMillis());
    courier.dispatch();
    setAlarm();
  }

  async function settleBatch(): Promise<number> {
    const atMillis = clock.nowMillis();
    if (listDue(books, atMillis, 1).length === 0) return 0;
    return books.write((tx) => {
      const due = listDue(tx, atMillis, batchLimit);
      const switches = deps.switches();
      for (const pending of due) {
        assert(pending.dueOutcome !== undefined, 'what is due has an outcome');
        settle(tx, pending, { company: deps.company, outcome: pending.dueOutcome, atMillis, switches });
      }
      rememberReached(tx, atMillis);
      return due.length;
    });
  }

  function setAlarm(): void {
    clearTimeout(alarm);
    const instants = [nextDueMillis(books), courier.nextMillis(), ...sleepers.instants()].filter(
      (instant) => instant !== undefined,
    );
    const waitMillis = Math.min(...instants.map((instant) => clock.realMillisUntil(instant)), longestSleepMillis);
    alarm = setTimeout(() => void wake(), waitMillis);
  }

  return {
    wake,
    until: async (instantMillis) => {
      if (closed) return;
      const reached = sleepers.until(instantMillis);
      setAlarm();
      await reached;
    },
    close: () => {
      closed = true;
      clearTimeout(alarm);
      sleepers.wake(Number.POSITIVE_INFINITY);
    },
  };
}
