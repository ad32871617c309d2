import { pause } from '../pause.ts';

/** Longest that anything gives way to a queue which its workers are behind with. */
const longestMilliseconds = 1_000;

/** Whether a queue holds more than its workers take at once: known by what they took last. */
export type Backlog = {
  /** A worker took messages, as many as it may or fewer. */
  took(full: boolean): void;
  /** Resolves when a worker finds fewer than it may take, at once when the last one did, and after a second in any case. */
  caughtUp(): Promise<void>;
};

export function createBacklog(): Backlog {
  let behind: PromiseWithResolvers<void> | undefined;
  let times = 0;
  return {
    took: (full) => {
      times += 1;
      if (full) behind ??= Promise.withResolvers();
      else {
        behind?.resolve();
        behind = undefined;
      }
    },
    caughtUp: async () => {
      if (behind === undefined) return;
      const before = times;
      const over = new AbortController();
      await Promise.race([behind.promise, pause(longestMilliseconds, over.signal)]);
      over.abort();
      // The last batch was full by chance, and nothing came after it.
      if (times === before) behind = undefined;
    },
  };
}
