import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { assert } from '@safiri/kernel';

export type HashingJob =
  | { readonly password: string; readonly cost: number }
  | { readonly password: string; readonly hash: string };

/** bcrypt on a thread of its own, which steps back for sales, and keeps clear of the pool that reads files and asks for names. */
export type HashingThread = {
  hash(password: string, cost: number): Promise<string>;
  compare(password: string, hash: string): Promise<boolean>;
};

/** As `top -H` shows it, and the measurement of sign-ins asks for it. */
const threadName = 'safiri-hashing';

/** One job at a time: who asks waits for the answer before asking again. Starts with the first job, and anew after a failure. */
export function createHashingThread(): HashingThread {
  let thread: Worker | undefined;
  const ask = async (job: HashingJob): Promise<unknown> => {
    const worker = (thread ??= new Worker(new URL('./hashing-worker.ts', import.meta.url), { name: threadName }));
    worker.ref();
    try {
      const answered = once(worker, 'message');
      worker.postMessage(job);
      const [answer]: unknown[] = await answered;
      return answer;
    } catch (error) {
      thread = undefined;
      throw error;
    } finally {
      // A thread that waits for work keeps no process from its end.
      worker.unref();
    }
  };
  return {
    hash: async (password, cost) => {
      const hash = await ask({ password, cost });
      assert(typeof hash === 'string', 'a password becomes its hash');
      return hash;
    },
    compare: async (password, hash) => (await ask({ password, hash })) === true,
  };
}
