import { setTimeout as wait } from 'node:timers/promises';

const pauseMilliseconds = 250;
/** A product that was killed is back long before. */
const mostTimes = 400;

/** For what consists of several steps, or speaks to the database itself: until the product is back. */
export async function again<Value>(work: () => Promise<Value>): Promise<Value> {
  for (let tried = 1; ; tried += 1) {
    try {
      return await work();
    } catch (error) {
      if (tried === mostTimes) throw error;
      await wait(pauseMilliseconds);
    }
  }
}
