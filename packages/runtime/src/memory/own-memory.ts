import type { Clock } from '@safiri/kernel';
import { createRequestCounts } from '../rate-limits/request-counts.ts';
import { createSeenProofs } from '../tokens/seen-proofs.ts';
import { createAnswers } from './answers.ts';
import type { Memory } from './memory.ts';
import { createPace } from './pace.ts';
import { noSeatLock } from './seat-lock.ts';

/** What one process remembers by itself: enough where there is one. */
export function createOwnMemory(clock: Clock): Memory {
  return {
    makeCounts: () => createRequestCounts(),
    makeOnce: (_name, limits) => createSeenProofs(clock, limits),
    makePace: (_name, limits) => createPace(clock, limits),
    answers: createAnswers(clock),
    fanOut: undefined,
    seatLock: noSeatLock,
    isShared: () => false,
    stop: async () => undefined,
  };
}
