import { setTimeout as wait } from 'node:timers/promises';

/** Servers that start anew on a busy machine need their time. */
const patienceMilliseconds = 90_000;
const askEveryMilliseconds = 50;

/** Tries an expectation until it holds. */
export async function inTheEnd(expectation: () => Promise<void>): Promise<void> {
  const deadline = performance.now() + patienceMilliseconds;
  for (;;) {
    try {
      await expectation();
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    await wait(askEveryMilliseconds);
  }
}
