import type { Books } from '../books/open-books.ts';
import type { SimulatorClock } from '../simulator-clock.ts';
import { listNextCallbacks, recordAttempt, type Callback } from './callback-queries.ts';
import { postCallback } from './post-callback.ts';

/** Callbacks on their way at one time: enough for a busy test, few enough for the listener of one. */
const inFlightLimit = 16;

export type Courier = {
  /** Sends what is due, as far as there is room; the rest follows as attempts end. */
  dispatch(): void;
  /** When the next callback is due that nobody is sending; undefined when there is none, or no room before an attempt ends. */
  nextMillis(): number | undefined;
  /** Resolves when no callback of that transaction is on its way. */
  sent(referenceId: string): Promise<void>;
  /** Resolves when nothing is due and nothing on its way. */
  quiet(): Promise<void>;
  /** Sends nothing new and waits for what is on its way. */
  close(): Promise<void>;
};

export type CourierDeps = {
  books: Books;
  clock: SimulatorClock;
  /** Seconds until the next attempt after so many failed ones, or undefined when the company gives up. */
  retryAfterSeconds(attempts: number): number | undefined;
  /** Headers that each delivery has of its own; those of the callback come before them. */
  sign?: ((body: string, nowMillis: number) => Readonly<Record<string, string>>) | undefined;
  /** Called after each attempt, when the next one may have got an instant. */
  onAttempt(): void;
};

/** Delivers the callbacks of the books. A restart goes on where the books stand, so an attempt may be made twice. */
export function createCourier(deps: CourierDeps): Courier {
  const inFlight = new Map<number, { referenceId: string; ended: Promise<void> }>();
  let closing = false;

  function listWaiting(): Callback[] {
    // Those on their way still stand in the books: with twice the limit there are always enough others among them.
    return listNextCallbacks(deps.books, 2 * inFlightLimit).filter((callback) => !inFlight.has(callback.position));
  }

  function dispatch(): void {
    const room = inFlightLimit - inFlight.size;
    if (closing || room === 0) return;
    const nowMillis = deps.clock.nowMillis();
    const due = listWaiting().filter(({ nextMillis }) => nextMillis !== undefined && nextMillis <= nowMillis);
    for (const callback of due.slice(0, room)) {
      inFlight.set(callback.position, { referenceId: callback.referenceId, ended: deliver(callback) });
    }
  }

  async function deliver(callback: Callback): Promise<void> {
    const signature = deps.sign?.(callback.body, deps.clock.nowMillis());
    const attempt = await postCallback({ ...callback, headers: { ...signature, ...callback.headers } });
    const waitSeconds = attempt.delivered ? undefined : deps.retryAfterSeconds(callback.attempts + 1);
    const nextMillis = waitSeconds === undefined ? undefined : deps.clock.nowMillis() + waitSeconds * 1000;
    await deps.books.write((tx) => recordAttempt(tx, callback.position, { answer: attempt.answer, nextMillis }));
    inFlight.delete(callback.position);
    dispatch();
    if (!closing) deps.onAttempt();
  }

  async function allEnded(): Promise<void> {
    await Promise.all([...inFlight.values()].map((flight) => flight.ended));
  }

  return {
    dispatch,
    nextMillis: () => (inFlight.size >= inFlightLimit ? undefined : listWaiting()[0]?.nextMillis),
    sent: async (referenceId) => {
      await Promise.all(
        [...inFlight.values()].filter((flight) => flight.referenceId === referenceId).map((flight) => flight.ended),
      );
    },
    quiet: async () => {
      dispatch();
      while (inFlight.size > 0) await allEnded();
    },
    close: async () => {
      closing = true;
      await allEnded();
    },
  };
}
