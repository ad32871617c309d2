import type { RequestCounts } from '../rate-limits/request-counts.ts';
import type { SeenLimits, SeenProofs } from '../tokens/seen-proofs.ts';
import type { Answers } from './answers.ts';
import type { FanOut } from './fan-out.ts';
import type { Pace, PaceLimits } from './pace.ts';
import type { SeatLock } from './seat-lock.ts';

/**
 * What a process remembers for a while and would rather know together with the others. Nothing of it is the truth of anything:
 * where processes share it and what they share it by is away, each goes on with its own.
 */
export type Memory = {
  /** Of how many callers, by a name that says what is counted. */
  readonly makeCounts: (name: string, sharing: { readonly fromCount: number }) => RequestCounts;
  readonly makeOnce: (name: string, limits: SeenLimits) => SeenProofs;
  readonly makePace: (name: string, limits: PaceLimits) => Pace;
  readonly answers: Answers;
  /** Undefined where processes tell one another through the database alone. */
  readonly fanOut: FanOut | undefined;
  readonly seatLock: SeatLock;
  /** Whether processes know together what they would like to; for probes. */
  isShared(): boolean;
  stop(): Promise<void>;
};
