import type { askSupportView, listAskedSupportViews, listSupportViews, SupportGrant } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { recordAct, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { supportAsked } from '../telemetry.ts';
import { insertGrant, listGrants, lockGrant } from './grant-queries.ts';
import { grantView } from './grant-view.ts';
import { sideOfCompany, sideOfPlatform } from './sides.ts';

/** The company reads in its audit log who asked and why, whatever it answers. */
export async function ask(ctx: Ctx, request: RequestOf<typeof askSupportView>): Promise<SupportGrant> {
  const { actor, body } = request;
  const { grantId, companyId, reason } = body;
  const now = ctx.clock.now();
  const asked = {
    grantId: grantId.toLowerCase(),
    companyId: companyId.toLowerCase(),
    reason,
    askedBy: actor.subjectId,
  };
  return await transaction(ctx.db, sideOfPlatform(actor), async (tx) => {
    const isNew = await insertGrant(tx, { ...asked, askedAt: now });
    const grant = await lockGrant(tx, asked.grantId);
    if (grant?.companyId !== asked.companyId || grant.reason !== reason)
      throw new DomainError('GRANT_ID_REUSED', 'This id belongs to another request.', { field: '/body/grantId' });
    const after = grantView(grant, now);
    if (!isNew) return after;
    await recordAct(tx, request, {
      company: asked.companyId,
      thing: { kind: 'support-grant', id: asked.grantId },
      before: null,
      after,
    });
    supportAsked(ctx.log, asked);
    return after;
  });
}

export async function listAsked(
  ctx: Ctx,
  { actor }: RequestOf<typeof listAskedSupportViews>,
): Promise<{ grants: SupportGrant[] }> {
  const rows = await transaction(ctx.db, sideOfPlatform(actor), listGrants);
  return { grants: rows.map((row) => grantView(row, ctx.clock.now())) };
}

export async function listOfCompany(
  ctx: Ctx,
  { actor }: RequestOf<typeof listSupportViews>,
): Promise<{ grants: SupportGrant[] }> {
  const rows = await transaction(ctx.db, sideOfCompany(actor), listGrants);
  return { grants: rows.map((row) => grantView(row, ctx.clock.now())) };
}
