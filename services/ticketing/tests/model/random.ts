/** Whole numbers from 0 to one below what is asked for: small, fast, the same on every run (mulberry32). */
export type Random = (below: number) => number;

export function randomFrom(seed: number): Random {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export function oneOf<Each>(random: Random, from: readonly Each[]): Each {
  const chosen = from[random(from.length)];
  if (chosen === undefined) throw new Error('nothing to choose from');
  return chosen;
}

/** So many of them, in their order. */
export function someOf<Each>(random: Random, from: readonly Each[], count: number): Each[] {
  const chosen = from.map((each) => ({ each, rank: random(1 << 30) })).toSorted((a, b) => a.rank - b.rank);
  const ranks = new Set(chosen.slice(0, count).map(({ each }) => each));
  return from.filter((each) => ranks.has(each));
}
