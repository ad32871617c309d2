import { isDomainError } from '@safiri/kernel';
import type { Database } from '../database/connect.ts';
import { asService, transaction } from '../database/transaction.ts';
import type { Log } from '../log.ts';
import type { Broker } from './broker.ts';
import { listenToOutbox } from './outbox-listener.ts';

/** A lost notification delays news by this much at the most. */
const pollMilliseconds = 1_000;
const longestBackOffMilliseconds = 10_000;

/** How long after so many failures in a row it is tried again. A broker that is away is asked every second: to ask costs nothing, and news waits for it. */
export function relayPause(failures: number, error: unknown): number {
  if (isDomainError(error) && error.code === 'UNAVAILABLE') return pollMilliseconds;
  return Math.min(longestBackOffMilliseconds, pollMilliseconds * 2 ** Math.min(failures, 5));
}

export type Relay = { stop(): Promise<void> };

/** Moves one batch from the outbox to the broker, in one transaction; answers how many rows. Several may run side by side. */
export async function relayBatch(db: Database, broker: Broker): Promise<number> {
  return await transaction(db, asService, async (tx) => await broker.relay(tx));
}

/**
 * Keeps the outbox empty: woken by notification, and polling in case one was lost. Runs until stopped. While the service is
 * behind with what it is told, what it tells goes out a batch a second: in a rush everybody's payment is booked first, and
 * codes and messages for all of them are made after that.
 */
export function startRelay(options: { readonly db: Database; readonly broker: Broker; readonly log: Log }): Relay {
  const { db, broker, log } = options;
  const wake = createWakeUp();
  let stopped = false;
  const listener = listenToOutbox(db, wake.ring);
  const loop = (async () => {
    let failures = 0;
    while (!stopped) {
      // Reset before reading, or a notification between read and sleep is lost.
      wake.reset();
      let rest = pollMilliseconds;
      try {
        await broker.caughtUp(db.schema);
        const moved = await relayBatch(db, broker);
        failures = 0;
        if (moved > 0) continue;
      } catch (error) {
        failures += 1;
        rest = relayPause(failures, error);
        // A long absence is told with doubling distances.
        if (Number.isInteger(Math.log2(failures)))
          log.warn({ err: error, schema: db.schema, failures }, 'outbox relay will try again');
      }
      await wake.wait(rest);
    }
  })();
  return {
    stop: async () => {
      stopped = true;
      wake.ring();
      await loop;
      await listener.stop();
    },
  };
}

function createWakeUp(): { ring: () => void; reset: () => void; wait: (milliseconds: number) => Promise<void> } {
  let rung = false;
  let release: (() => void) | undefined;
  return {
    ring: () => {
      rung = true;
      release?.();
    },
    reset: () => {
      rung = false;
    },
    wait: async (milliseconds) => {
      if (rung) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        release = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      release = undefined;
    },
  };
}
