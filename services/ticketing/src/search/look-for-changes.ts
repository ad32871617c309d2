import type { Database } from '@safiri/runtime';
import { listChanges, type Change } from './change-queries.ts';

export type Ages = {
  /** A look this old is followed by another, which nobody waits for. */
  readonly lookAgainMilliseconds: number;
  /** What was seen by a look as old as this is not told any more: who asks waits for the next. */
  readonly mostMilliseconds: number;
};

/** Seats are counted a quarter of a second after they change (src/leg-counts): together less than one second. */
export const usualAges: Ages = { lookAgainMilliseconds: 200, mostMilliseconds: 500 };

/** Changes are told for ten minutes at the least (src/leg-counts/forget-search-changes.ts): who slept longer begins anew. */
const mostSleepMilliseconds = 300_000;

export type LookOptions = {
  readonly db: Database;
  readonly ages: Ages;
  /** Told what became different since the last look; may be told the same again when it fails. */
  readonly apply: (changes: readonly Change[]) => Promise<void>;
  readonly forgetAll: () => void;
};

/**
 * Looks at the database for changes, only while somebody asks. The answer makes sure that the last look is young enough, and
 * gives the database's present in milliseconds since 1970.
 */
export function lookForChanges({ db, ages, apply, forgetAll }: LookOptions): () => Promise<number> {
  let last:
    | { readonly snapshot: string; readonly now: number; readonly begunAt: number; readonly endedAt: number }
    | undefined;
  let looking: Promise<void> | undefined;

  const look = async (): Promise<void> => {
    const begunAt = performance.now();
    const { snapshot, now, changes } = await listChanges(db, last?.snapshot);
    const endedAt = performance.now();
    if (last === undefined || now - last.now > mostSleepMilliseconds) forgetAll();
    else await apply(changes);
    last = { snapshot, now, begunAt, endedAt };
  };
  const lookOnce = async (): Promise<void> => {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    await looking;
  };

  return async () => {
    const age = last === undefined ? Number.POSITIVE_INFINITY : performance.now() - last.begunAt;
    if (age >= ages.mostMilliseconds) await lookOnce();
    // Whoever has to wait for a later one learns why it failed.
    else if (age >= ages.lookAgainMilliseconds) lookOnce().catch(() => undefined);
    return last === undefined ? 0 : last.now + performance.now() - last.endedAt;
  };
}
