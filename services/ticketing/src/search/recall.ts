import type { LRUCache } from 'lru-cache';

export type Recalling<Asked, Found extends object> = {
  readonly cache: LRUCache<string, Found>;
  readonly nameOf: (asked: Asked) => string;
  /** One for each that is asked for, in that order. */
  readonly load: (missing: readonly Asked[]) => Promise<readonly Found[]>;
  readonly isKept?: (found: Found) => boolean;
  /** Raised when something that was loaded earlier may have become different. */
  readonly generation: () => number;
};

/** Answers from a cache, in the order asked; what is missing in it is loaded in one go. */
export function recallFrom<Asked, Found extends object>(
  recalling: Recalling<Asked, Found>,
): (asked: readonly Asked[]) => Promise<readonly Found[]> {
  const { cache, nameOf, load, isKept = () => true, generation } = recalling;
  return async (asked) => {
    const found = asked.map((each) => cache.get(nameOf(each)));
    const missing = asked.filter((_each, index) => found[index] === undefined);
    if (missing.length > 0) {
      const begunIn = generation();
      const loaded = new Map((await load(missing)).map((each, index) => [missing[index], each]));
      for (const [each, value] of loaded) {
        // What was on its way meanwhile may lack what became different, and is not kept.
        if (each !== undefined && generation() === begunIn && isKept(value)) cache.set(nameOf(each), value);
      }
      return asked.flatMap((each, index) => found[index] ?? loaded.get(each) ?? []);
    }
    return found.flatMap((each) => each ?? []);
  };
}
