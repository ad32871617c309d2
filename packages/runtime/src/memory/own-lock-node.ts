import type { LockNode } from './seat-lock.ts';
import { lockMilliseconds } from './seat-lock.ts';

type Lock = { readonly token: string; readonly until: number };

/** A node in memory: what one of Redis does, for the tests of what is made of several. */
export function createOwnLockNode(now: () => number): LockNode {
  const locks = new Map<string, Lock>();
  const won = new Map<string, number>();
  const heldBy = (key: string): string | undefined => {
    const lock = locks.get(key);
    return lock !== undefined && lock.until > now() ? lock.token : undefined;
  };
  return {
    take: async (keys, token, milliseconds) => {
      const held = keys.flatMap((key, index) => {
        const holder = heldBy(key);
        return holder === undefined || holder === token ? [] : [{ index, token: holder }];
      });
      if (held.length === 0) for (const key of keys) locks.set(key, { token, until: now() + milliseconds });
      return held;
    },
    giveBack: async (keys, token, hasWon) => {
      for (const key of keys) if (heldBy(key) === token) locks.delete(key);
      if (hasWon) won.set(token, now() + lockMilliseconds);
    },
    fateOf: async (key, token) => {
      if ((won.get(token) ?? 0) > now()) return 'won';
      return heldBy(key) === token ? 'deciding' : 'gone';
    },
  };
}
