import type { createGuest, OutputOf } from '@safiri/contracts';
import { newId } from '@safiri/kernel';
import type { Ctx } from '../context.ts';
import { signAccessToken } from './sign-access-token.ts';

const daySeconds = 86_400;

/** A subject without an account: it is nothing but its id, so nothing is stored. */
export async function beginAsGuest(ctx: Ctx): Promise<OutputOf<typeof createGuest>> {
  const guestId = newId();
  const token = await signAccessToken(ctx, { sub: guestId, kind: 'guest' }, ctx.config.GUEST_TOKEN_DAYS * daySeconds);
  return { ...token, guestId };
}
