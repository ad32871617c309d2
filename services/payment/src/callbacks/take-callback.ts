import { createHash, timingSafeEqual } from 'node:crypto';
import type { momoCallbackPost, momoCallbackPut } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
import { hurryAttempt } from '../attempts/attempt-queries.ts';
import type { Ctx } from '../context.ts';
import { callbackForged, callbackUnknown } from '../telemetry.ts';

type Callback = RequestOf<typeof momoCallbackPut> | RequestOf<typeof momoCallbackPost>;

/**
 * MTN says that a request was decided. It signs nothing, so its words are not even read: the attempt becomes due and its
 * status is asked for. A reference that we do not know is taken too, since a refused callback may close the way for all.
 */
export async function takeCallback(ctx: Ctx, { params }: Callback): Promise<undefined> {
  const { secret, referenceId } = params;
  if (!isOurs(secret, ctx.config.callbackSecret)) {
    callbackForged(ctx.log, referenceId);
    // The words of an address that does not exist: a guess learns nothing.
    throw new DomainError('NOT_FOUND', 'There is nothing at this address.');
  }
  const { known } = await transaction(
    ctx.db,
    asService,
    async (tx) => await hurryAttempt(tx, { method: 'mtn-momo', reference: referenceId, now: ctx.clock.now() }),
  );
  if (!known) callbackUnknown(ctx.log, referenceId);
  return undefined;
}

/** Compares hashes: equally long, and in a time that tells nothing. */
function isOurs(given: string, secret: string): boolean {
  return timingSafeEqual(sha256(given), sha256(secret));
}

function sha256(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
