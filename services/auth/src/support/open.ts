import { supportPermissions, type openSupportView, type OutputOf } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, recordAct, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { getNewestRevocation } from '../revocations/revocation-queries.ts';
import { keepPermissionSet } from '../roles/permission-sets.ts';
import { signAccessToken } from '../sessions/sign-access-token.ts';
import { lockGrant } from './grant-queries.ts';
import { grantView, statusOf } from './grant-view.ts';
import { noSuchGrant, sideOfPlatform } from './sides.ts';

/**
 * A token that says the company's id and the grant, and not that its holder is of the platform. There is no refresh token:
 * the asker's own session asks for the next one, so that what ends the one ends the other within minutes.
 */
export async function openView(
  ctx: Ctx,
  request: RequestOf<typeof openSupportView>,
): Promise<OutputOf<typeof openSupportView>> {
  const { actor, params } = request;
  sideOfPlatform(actor);
  const now = ctx.clock.now();
  const opened = await transaction(ctx.db, asService, async (tx) => {
    // Before the grant: what is taken back after this number is not in what is read of it.
    const rev = await getNewestRevocation(tx);
    const grant = await lockGrant(tx, params.grantId);
    if (grant?.askedBy !== actor.subjectId) throw noSuchGrant();
    if (statusOf(grant, now) !== 'running' || grant.endsAt === null)
      throw new DomainError('SUPPORT_NOT_RUNNING', 'The company did not consent to this, or it is over.');
    const held = supportPermissions.map((permission) => ({ permission, everywhere: true, places: [] }));
    await recordAct(tx, request, {
      company: grant.companyId,
      thing: { kind: 'support-grant', id: grant.grantId },
      before: null,
      after: { opened: true },
    });
    return { grant, rev, roles: await keepPermissionSet(tx, { held }), until: grant.endsAt };
  });
  const { grant, rev, roles, until } = opened;
  const claims = {
    sub: actor.subjectId,
    kind: 'account',
    companyId: grant.companyId,
    support: grant.grantId,
    sid: grant.grantId,
    rev,
    ...(roles === undefined ? {} : { roles }),
  } as const;
  return { ...(await signAccessToken(ctx, claims, until)), grant: grantView(grant, now) };
}
