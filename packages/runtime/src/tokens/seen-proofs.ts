import { DomainError, type Clock } from '@safiri/kernel';

/** Proofs that were used, for as long as they could be used again. */
export type SeenProofs = {
  /** False where this proof of this key was seen before. */
  note(key: string, proof: string): Promise<boolean>;
};

export type SeenLimits = {
  readonly keptMilliseconds: number;
  readonly most: number;
  /** Of one key: whoever proves more refuses themselves and nobody else. */
  readonly mostOfKey: number;
  /** Where all are too many: forget the oldest, or refuse rather than forget one that could still be used. */
  readonly whenFull: 'forget' | 'refuse';
};

type Seen = { readonly key: string; readonly until: number };

/** They are kept in the order in which they can be forgotten. */
export function createSeenProofs(clock: Clock, limits: SeenLimits): SeenProofs {
  const seen = new Map<string, Seen>();
  const counts = new Map<string, number>();
  const forget = (proof: string, { key }: Seen): void => {
    seen.delete(proof);
    const left = (counts.get(key) ?? 1) - 1;
    if (left === 0) counts.delete(key);
    else counts.set(key, left);
  };
  const forgetPast = (now: number): void => {
    for (const [proof, entry] of seen) {
      const isSurplus = limits.whenFull === 'forget' && seen.size >= limits.most;
      if (entry.until > now && !isSurplus) return;
      forget(proof, entry);
    }
  };
  return {
    note: async (key, proof) => {
      const now = clock.now().getTime();
      forgetPast(now);
      const name = `${key} ${proof}`;
      if (seen.has(name)) return false;
      const count = counts.get(key) ?? 0;
      if (count >= limits.mostOfKey || seen.size >= limits.most)
        throw new DomainError('OVERLOADED', 'More requests with proofs come than can be remembered. Repeat it soon.', {
          retryAfter: 5,
        });
      seen.set(name, { key, until: now + limits.keptMilliseconds });
      counts.set(key, count + 1);
      return true;
    },
  };
}
