export type Sleepers = {
  /** Resolves when `wake` is told of that instant or a later one. */
  until(instantMillis: number): Promise<void>;
  wake(reachedMillis: number): void;
  /** The instants that are waited for. */
  instants(): number[];
};

/** Who waits for an instant of the simulator's clock within a request; forgotten by a restart, as the request is. */
export function createSleepers(): Sleepers {
  const asleep = new Set<{ instantMillis: number; wakeUp: () => void }>();
  return {
    until: async (instantMillis) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      asleep.add({ instantMillis, wakeUp: resolve });
      await promise;
    },
    wake: (reachedMillis) => {
      for (const sleeper of asleep) {
        if (sleeper.instantMillis > reachedMillis) continue;
        asleep.delete(sleeper);
        sleeper.wakeUp();
      }
    },
    instants: () => [...asleep].map((sleeper) => sleeper.instantMillis),
  };
}
