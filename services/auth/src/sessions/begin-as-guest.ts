import type { createGuest, OutputOf } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { clientOf } from './client.ts';
import { openGuestSession } from './open-session.ts';

/** A subject without an account. */
export async function beginAsGuest(
  ctx: Ctx,
  request: RequestOf<typeof createGuest>,
): Promise<OutputOf<typeof createGuest>> {
  const guestId = newId();
  return { ...(await openGuestSession(ctx, guestId, clientOf(request))), guestId };
}
