import type { RevocationPage } from '@safiri/contracts';
import { asService, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { getNewestRevocation, listRevocationsAfter } from './revocation-queries.ts';

/** What was taken back after a number, for services that check tokens. */
export async function listRevocationsSince(ctx: Pick<Ctx, 'db'>, since: number): Promise<RevocationPage> {
  return await transaction(ctx.db, asService, async (tx) => {
    // Read first: one that commits in between is then told with a number above it, and never skipped.
    const newest = await getNewestRevocation(tx);
    return { newest, revocations: await listRevocationsAfter(tx, since) };
  });
}
