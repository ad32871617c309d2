import { inboxCleaning, openedBodiesCleaning, type Job } from '@safiri/runtime';
import type { Ctx } from './context.ts';
import { pairingCodeCleaning } from './devices/clean-pairing-codes.ts';
import { keyReading, keyRotation } from './keys/key-jobs.ts';
import { challengeCleaning } from './challenges/clean-challenges.ts';
import { sessionCleaning } from './sessions/clean-sessions.ts';
import { invitationCleaning } from './staff/accept-invitation.ts';

export function jobs(ctx: Ctx): Job[] {
  return [
    inboxCleaning(ctx.db),
    openedBodiesCleaning(ctx.db),
    sessionCleaning(ctx),
    pairingCodeCleaning(ctx),
    invitationCleaning(ctx),
    challengeCleaning(ctx),
    keyReading(ctx),
    keyRotation(ctx),
  ];
}
