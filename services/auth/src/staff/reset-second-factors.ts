import type { resetSecondFactors, StaffPerson } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, recordAct, transaction, type RequestOf } from '@safiri/runtime';
import { tellHolder } from '../accounts/tell-holder.ts';
import { dropChallengesOf } from '../challenges/challenge-queries.ts';
import type { Ctx } from '../context.ts';
import { deleteSecondFactors, makeSecondFactorDue } from '../factors/second-factors.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { lockSessionsOf } from '../sessions/session-queries.ts';
import { requireAllOf } from './giver.ts';
import { getPerson, noSuchPerson } from './read-staff.ts';
import { lockPerson } from './set-powers.ts';

/**
 * For a colleague who lost phone, keys and paper at once. It lets nobody in: their password and their mailbox are still
 * asked for, and whoever does it has to hold all that they hold. They are told of it.
 */
export async function resetFactorsOf(ctx: Ctx, request: RequestOf<typeof resetSecondFactors>): Promise<StaffPerson> {
  return await transaction(ctx.db, asService, async (tx) => {
    const { person, giver } = await lockPerson(tx, request);
    const { accountId, companyId } = person;
    if (person.deactivated) throw noSuchPerson();
    await requireAllOf(tx, giver, accountId);
    const removed = await deleteSecondFactors(tx, [accountId]);
    if (removed.length === 0)
      throw new DomainError('NO_SECOND_FACTOR', 'This person has neither an authenticator app nor a passkey.');
    await makeSecondFactorDue(tx, accountId);
    await dropChallengesOf(tx, accountId, ctx.clock.now());
    const sessionIds = await lockSessionsOf(tx, accountId, null);
    await endSessions(ctx, tx, { sessionIds, because: 'ended-elsewhere' });
    await recordAct(tx, request, {
      company: companyId,
      thing: { kind: 'staff', id: accountId },
      before: { secondFactors: removed },
      after: { secondFactors: [] },
    });
    await tellHolder(ctx, tx, { accountId, what: 'factors-reset' });
    return await getPerson(tx, accountId);
  });
}
