export type ReadRounds = {
  /** These are read in the next round: at once, when nothing is being read and the last rest is over. */
  ask(ids: Iterable<number>): void;
};

export type RoundOptions = {
  /** Reads all of these; what could not be read is asked for again by itself. */
  readonly read: (ids: readonly number[]) => Promise<void>;
  readonly failed: (error: unknown) => void;
  /** How long nothing is read after a round, and after one that failed. */
  readonly restMilliseconds: number;
  readonly restAfterFailureMilliseconds: number;
};

/** Reads in rounds, one at a time with a rest between: however often an id is asked for, it is read once a round. */
export function createReadRounds(options: RoundOptions): ReadRounds {
  const asked = new Set<number>();
  let isBusy = false;
  const round = async (): Promise<void> => {
    isBusy = true;
    // Whatever is asked for from here on may have changed after it is read now, and waits for the next round.
    const ids = [...asked];
    asked.clear();
    let rest = options.restMilliseconds;
    try {
      await options.read(ids);
    } catch (error) {
      options.failed(error);
      for (const id of ids) asked.add(id);
      rest = options.restAfterFailureMilliseconds;
    }
    setTimeout(() => {
      isBusy = false;
      if (asked.size > 0) void round();
    }, rest).unref();
  };
  return {
    ask: (ids) => {
      for (const id of ids) asked.add(id);
      if (!isBusy && asked.size > 0) void round();
    },
  };
}
