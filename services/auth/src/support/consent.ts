import { supportMinutes, type consentSupportView, type SupportGrant } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { recordAct, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { supportConsented } from '../telemetry.ts';
import { lockGrant, writeConsent } from './grant-queries.ts';
import { grantView, statusOf } from './grant-view.ts';
import { noSuchGrant, sideOfCompany } from './sides.ts';

/** Lets the asker in from now on. Said twice, the first yes stands with its time. */
export async function consent(ctx: Ctx, request: RequestOf<typeof consentSupportView>): Promise<SupportGrant> {
  const { actor, params, body } = request;
  const now = ctx.clock.now();
  return await transaction(ctx.db, sideOfCompany(actor), async (tx) => {
    const grant = await lockGrant(tx, params.grantId);
    if (grant === undefined) throw noSuchGrant();
    const status = statusOf(grant, now);
    if (status === 'running') return grantView(grant, now);
    if (status === 'over') throw new DomainError('SUPPORT_OVER', 'This request is over. Let them ask again.');
    const until = new Date(now.getTime() + (body.minutes ?? supportMinutes.usual) * 60_000);
    const consented = { ...grant, consentedBy: actor.subjectId, startsAt: now, endsAt: until };
    await writeConsent(tx, grant.grantId, { by: actor.subjectId, from: now, until });
    await recordAct(tx, request, {
      company: grant.companyId,
      thing: { kind: 'support-grant', id: grant.grantId },
      before: grantView(grant, now),
      after: grantView(consented, now),
    });
    supportConsented(ctx.log, { grantId: grant.grantId, companyId: grant.companyId, until });
    return grantView(consented, now);
  });
}
