import { DomainError, type Clock } from '@safiri/kernel';

/** Proofs that were used, for as long as they could be used again. */
export type SeenProofs = {
  /** False where this one was seen before. Refuses with OVERLOADED rather than forget one that could still be used. */
  note(proof: string): boolean;
};

/** At most `most` at a time, each for `keptMilliseconds`. They are kept in the order in which they can be forgotten. */
export function createSeenProofs(clock: Clock, most: number, keptMilliseconds: number): SeenProofs {
  const seen = new Map<string, number>();
  const forget = (now: number): void => {
    for (const [proof, until] of seen) {
      if (until > now) return;
      seen.delete(proof);
    }
  };
  return {
    note: (proof) => {
      const now = clock.now().getTime();
      forget(now);
      if (seen.has(proof)) return false;
      if (seen.size >= most)
        throw new DomainError('OVERLOADED', 'More requests with proofs come than can be remembered. Repeat it soon.', {
          retryAfter: 5,
        });
      seen.set(proof, now + keptMilliseconds);
      return true;
    },
  };
}
