import type { FeedImport, getFeedImport as declared } from '@safiri/contracts';
import { transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { requirePlatform, staffActor } from '../staff.ts';
import { getImport } from './import-queries.ts';

export async function getFeedImport(ctx: Ctx, request: RequestOf<typeof declared>): Promise<FeedImport> {
  requirePlatform(request.actor);
  return await transaction(
    ctx.db,
    staffActor(request.actor),
    async (tx) => await getImport(tx, request.params.importId),
  );
}
