import { createHmac } from 'node:crypto';
import type { Ctx } from '../context.ts';

type Hashing = Pick<Ctx, 'hasher' | 'config'>;
export type GivenPin = { readonly accountId: string; readonly pin: string };

export async function hashPin(ctx: Hashing, given: GivenPin): Promise<string> {
  return await ctx.hasher.hash(keyed(ctx, given));
}

export async function matchesPin(ctx: Hashing, given: GivenPin, hash: string): Promise<boolean> {
  return await ctx.hasher.matches(keyed(ctx, given), hash);
}

/** There are a million PINs, so that bcrypt alone would keep them for hours; the key is not in the database. */
function keyed({ config }: Hashing, { accountId, pin }: GivenPin): string {
  return createHmac('sha256', config.KEY_ENCRYPTION_KEY).update(`pin of ${accountId}: ${pin}`).digest('base64');
}
