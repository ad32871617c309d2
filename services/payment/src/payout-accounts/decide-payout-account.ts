import type { decidePayoutAccount as operation, PayoutAccount } from '@safiri/contracts';
import { assert, DomainError } from '@safiri/kernel';
import { recordAct, type RequestOf, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { actingFor, refuseFresh } from '../staff.ts';
import { payoutAccountDecided } from '../telemetry.ts';
import { findAccount, insertDecision } from './account-queries.ts';
import { accountOf } from './account-view.ts';
import { tellChange } from './tell-change.ts';

/** Confirms an account, by somebody other than who asked for it, or refuses one. The first decision stands. */
export async function decidePayoutAccount(ctx: Ctx, request: RequestOf<typeof operation>): Promise<PayoutAccount> {
  const { actor, params, body } = request;
  const { decision, reason } = body;
  return await transaction(ctx.db, actingFor(actor, params.companyId), async (tx) => {
    const asked = await findAccount(tx, params);
    if (asked === undefined) throw new DomainError('NOT_FOUND', 'There is no such account.');
    if (decision === 'confirmed' && asked.askedBy === actor.subjectId)
      throw new DomainError('SAME_PERSON', 'Somebody other than who asked for the account confirms it.');
    const now = ctx.clock.now();
    if (decision === 'confirmed') refuseFresh(actor, now);
    const isFirst = await insertDecision(tx, {
      ...asked,
      decision,
      reason,
      // What was paid before it was confirmed went where payouts went then.
      inForceFrom: decision === 'refused' ? null : asked.validFrom > now ? asked.validFrom : now,
      decidedBy: actor.subjectId,
      decidedAt: now,
    });
    const account = await findAccount(tx, params);
    assert(account !== undefined, 'an account stays');
    if (account.status !== decision || account.decidedBy !== actor.subjectId)
      throw new DomainError('ALREADY_DECIDED', `This account was ${account.status} already.`);
    if (isFirst) {
      await tellChange(tx, account);
      await recordAct(tx, request, {
        company: params.companyId,
        thing: { kind: 'payout-account', id: params.accountId },
        before: accountOf(asked),
        after: accountOf(account),
      });
      payoutAccountDecided(ctx.log, account);
    }
    return accountOf(account);
  });
}
