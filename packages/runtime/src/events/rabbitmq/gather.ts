/** Things that come one by one and are handled together with those that came meanwhile. */
export type Gathering<Thing, Outcome> = {
  /** Resolves, or rejects, as this thing came out. */
  add(thing: Thing): Promise<Outcome>;
};

export type GatherOptions<Thing, Outcome> = {
  readonly handle: (things: readonly Thing[]) => Promise<readonly PromiseSettledResult<Outcome>[]>;
  readonly mostTogether: number;
  /** Groups that are handled side by side. */
  readonly mostAtOnce: number;
  /** Told of each group: whether it was as large as it may be. */
  readonly took: (full: boolean) => void;
};

type Waiting<Thing, Outcome> = { readonly thing: Thing; readonly done: PromiseWithResolvers<Outcome> };

/** Who comes while nobody is handled does not wait for company; who comes while others are, is handled with all that come. */
export function gather<Thing, Outcome>(options: GatherOptions<Thing, Outcome>): Gathering<Thing, Outcome> {
  const waiting: Waiting<Thing, Outcome>[] = [];
  let busy = 0;
  const start = (): void => {
    if (busy >= options.mostAtOnce || waiting.length === 0) return;
    busy += 1;
    // What arrived in the same packet is there a moment later.
    setImmediate(() => void run());
  };
  const run = async (): Promise<void> => {
    const group = waiting.splice(0, options.mostTogether);
    if (group.length > 0) {
      options.took(group.length === options.mostTogether);
      await settle(group, options.handle);
    }
    busy -= 1;
    if (waiting.length === 0) options.took(false);
    start();
  };
  return {
    add: async (thing) => {
      const done = Promise.withResolvers<Outcome>();
      waiting.push({ thing, done });
      start();
      return await done.promise;
    },
  };
}

async function settle<Thing, Outcome>(
  group: readonly Waiting<Thing, Outcome>[],
  handle: GatherOptions<Thing, Outcome>['handle'],
): Promise<void> {
  try {
    const outcomes = await handle(group.map(({ thing }) => thing));
    for (const [index, { done }] of group.entries()) {
      const outcome = outcomes[index];
      if (outcome?.status === 'fulfilled') done.resolve(outcome.value);
      else done.reject(outcome?.reason ?? new Error('Bug: the handler passed over a message'));
    }
  } catch (error) {
    for (const { done } of group) done.reject(error);
  }
}
