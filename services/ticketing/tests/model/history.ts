import { isDeepStrictEqual } from 'node:util';
import { openDriver, type Driver } from './driver.ts';
import { createGenerator } from './generate.ts';
import { createModel, type Model } from './model.ts';
import type { Operation, Seen } from './operations.ts';
import { randomFrom } from './random.ts';
import type { World } from './world.ts';

/** Where the service and the model first said different things. */
export type Mismatch = {
  readonly history: readonly Operation[];
  readonly expected: Seen;
  readonly seen: Seen;
};

export type Worker = {
  readonly model: Model;
  readonly driver: Driver;
  readonly history: readonly Operation[];
  /** Does so many operations more, one after another. */
  run(operations: number): Promise<Mismatch | undefined>;
  sweep(): Promise<Mismatch | undefined>;
  /** Like a sweep that somebody else has made. */
  noteSweep(): void;
};

export type WorkerOptions = {
  readonly seed: number;
  readonly flawed?: boolean;
  /** Told of each operation with its answer, for counting. */
  readonly count?: (operation: Operation, seen: Seen) => void;
};

export function openWorker(world: World, { seed, flawed = false, count }: WorkerOptions): Worker {
  const model = createModel({ flawed });
  const driver = openDriver(world);
  const history: Operation[] = [];
  const think = createGenerator(model.books, randomFrom(seed));
  const step = async (operation: Operation): Promise<Mismatch | undefined> => {
    history.push(operation);
    const [seen, expected] = await compare({ model, driver }, operation);
    count?.(operation, seen);
    return isDeepStrictEqual(expected, seen) ? undefined : { history, expected, seen };
  };
  return {
    model,
    driver,
    history,
    run: async (operations) => {
      for (let done = 0; done < operations; done += 1) {
        const mismatch = await step(think());
        if (mismatch !== undefined) return mismatch;
      }
      return undefined;
    },
    sweep: async () => await step({ kind: 'sweep' }),
    noteSweep: () => {
      history.push({ kind: 'sweep' });
      model.expect({ kind: 'sweep' }, { kind: 'done' });
    },
  };
}

type Pair = { readonly model: Model; readonly driver: Driver };

async function compare({ model, driver }: Pair, operation: Operation): Promise<[Seen, Seen]> {
  const seen = await driver.perform(operation);
  return [seen, model.expect(operation, seen)];
}

/** Does a history again, on fresh trips and by itself; what is about orders that are missing is left out. */
export async function replay(
  world: World,
  history: readonly Operation[],
  { flawed = false } = {},
): Promise<Mismatch | undefined> {
  const pair = { model: createModel({ flawed }), driver: openDriver(world) };
  const played: Operation[] = [];
  for (const operation of history) {
    if (!pair.model.knows(operation)) continue;
    played.push(operation);
    const [seen, expected] = await compare(pair, operation);
    if (!isDeepStrictEqual(expected, seen)) return { history: played, expected, seen };
  }
  return undefined;
}

/** Histories tried to find a small one; each takes milliseconds an operation. */
const mostTries = 300;

/**
 * Leaves out pieces of a history, large ones first, as long as something is wrong with what remains. Undefined where the
 * whole history is right when it is done again: then it takes others at the same time to go wrong.
 */
export async function shrink(
  world: World,
  { history }: Mismatch,
  given: { readonly flawed?: boolean } = {},
): Promise<Mismatch | undefined> {
  let smallest = await replay(world, history, given);
  let tries = 0;
  for (
    let size = Math.ceil(history.length / 2);
    smallest !== undefined && size >= 1;
    size = size === 1 ? 0 : Math.ceil(size / 2)
  ) {
    for (let start = 0; start < smallest.history.length && tries < mostTries; tries += 1) {
      const rest = smallest.history.toSpliced(start, size);
      const still = await replay(world, rest, given);
      if (still === undefined) start += size;
      else smallest = still;
    }
  }
  return smallest;
}

export function describe(mismatch: Mismatch): string {
  const lines = mismatch.history.map((operation, index) => `${index + 1}. ${JSON.stringify(operation)}`);
  return [
    ...lines,
    `The model expects ${JSON.stringify(mismatch.expected)}`,
    `the service says  ${JSON.stringify(mismatch.seen)}`,
  ].join('\n');
}
