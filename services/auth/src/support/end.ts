import type { endSupportView, leaveSupportView, SupportGrant } from '@safiri/contracts';
import { asService, recordAct, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { revoke } from '../revocations/revoke.ts';
import { supportEnded } from '../telemetry.ts';
import { lockGrant, writeEnd } from './grant-queries.ts';
import { grantView, statusOf } from './grant-view.ts';
import { noSuchGrant, sideOfCompany, sideOfPlatform } from './sides.ts';

type Request = RequestOf<typeof endSupportView> | RequestOf<typeof leaveSupportView>;

/** The company wants to be seen no longer, or never. */
export async function endOfCompany(ctx: Ctx, request: RequestOf<typeof endSupportView>): Promise<SupportGrant> {
  const visible = await transaction(
    ctx.db,
    sideOfCompany(request.actor),
    async (tx) => await lockGrant(tx, request.params.grantId),
  );
  if (visible === undefined) throw noSuchGrant();
  return await end(ctx, request);
}

/** The asker has seen what they wanted, or wants it no more. */
export async function leave(ctx: Ctx, request: RequestOf<typeof leaveSupportView>): Promise<SupportGrant> {
  const visible = await transaction(
    ctx.db,
    sideOfPlatform(request.actor),
    async (tx) => await lockGrant(tx, request.params.grantId),
  );
  if (visible === undefined) throw noSuchGrant();
  return await end(ctx, request);
}

/** By the service itself, which alone may take tokens back. A grant is the session of its tokens. */
async function end(ctx: Ctx, request: Request): Promise<SupportGrant> {
  const { actor, params } = request;
  const now = ctx.clock.now();
  return await transaction(ctx.db, asService, async (tx) => {
    const grant = await lockGrant(tx, params.grantId);
    if (grant === undefined) throw noSuchGrant();
    if (grant.endedAt !== null) return grantView(grant, now);
    const ended = { ...grant, endedBy: actor.subjectId, endedAt: now };
    await writeEnd(tx, grant.grantId, { by: actor.subjectId, now });
    if (statusOf(grant, now) === 'running') await revoke(ctx, tx, { kind: 'session', ids: [grant.grantId] });
    await recordAct(tx, request, {
      company: grant.companyId,
      thing: { kind: 'support-grant', id: grant.grantId },
      before: grantView(grant, now),
      after: grantView(ended, now),
    });
    supportEnded(ctx.log, { grantId: grant.grantId, companyId: grant.companyId });
    return grantView(ended, now);
  });
}
