import type { deactivateStaff, reactivateStaff, StaffPerson } from '@safiri/contracts';
import { asService, recordAct, transaction, type Acting, type RequestOf, type Tx } from '@safiri/runtime';
import { lockAccount } from '../accounts/account-queries.ts';
import type { Ctx } from '../context.ts';
import { deletePins } from '../pins/pin-queries.ts';
import { revoke } from '../revocations/revoke.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { lockSessionsOf } from '../sessions/session-queries.ts';
import { staffDeactivated } from '../telemetry.ts';
import { requireAllOf } from './giver.ts';
import { keepingAnAdmin } from './last-admin.ts';
import { getPerson, noSuchPerson } from './read-staff.ts';
import { lockPerson } from './set-powers.ts';
import { setDeactivated, type StaffRow } from './staff-queries.ts';

/** Ends somebody's work. They can still sign in as a passenger, with the tickets they bought. */
export async function deactivate(ctx: Ctx, request: RequestOf<typeof deactivateStaff>): Promise<StaffPerson> {
  return await transaction(ctx.db, asService, async (tx) => {
    const { person, giver } = await lockPerson(tx, request);
    if (person.deactivated) return await getPerson(tx, person.accountId);
    await requireAllOf(tx, giver, person.accountId);
    await keepingAnAdmin(tx, person.companyId, async () => await setDeactivated(tx, person.accountId, ctx.clock.now()));
    await endWork(ctx, tx, [person.accountId]);
    await recordActivity(tx, request, { person, isActive: false });
    staffDeactivated(ctx.log, {
      accountId: person.accountId,
      companyId: person.companyId,
      by: request.actor.subjectId,
    });
    return await getPerson(tx, person.accountId);
  });
}

export async function reactivate(ctx: Ctx, request: RequestOf<typeof reactivateStaff>): Promise<StaffPerson> {
  return await transaction(ctx.db, asService, async (tx) => {
    const { person, giver } = await lockPerson(tx, request);
    if (!person.deactivated) return await getPerson(tx, person.accountId);
    await requireAllOf(tx, giver, person.accountId);
    if (!(await lockAccount(tx, person.accountId))) throw noSuchPerson();
    await setDeactivated(tx, person.accountId, null);
    await revoke(ctx, tx, { kind: 'account', ids: [person.accountId] });
    await recordActivity(tx, request, { person, isActive: true });
    return await getPerson(tx, person.accountId);
  });
}

async function recordActivity(
  tx: Tx,
  request: Acting,
  change: { readonly person: StaffRow; readonly isActive: boolean },
): Promise<void> {
  await recordAct(tx, request, {
    company: change.person.companyId,
    thing: { kind: 'staff', id: change.person.accountId },
    before: { active: !change.isActive },
    after: { active: change.isActive },
  });
}

/** Takes back what they hold: their sessions end, their PINs go, and tokens given a moment ago are worth nothing. */
export async function endWork(ctx: Ctx, tx: Tx, accountIds: readonly string[]): Promise<void> {
  for (const accountId of accountIds) {
    const sessionIds = await lockSessionsOf(tx, accountId, null);
    await endSessions(ctx, tx, { sessionIds, because: 'account-closed' });
  }
  await deletePins(tx, accountIds);
  await revoke(ctx, tx, { kind: 'account', ids: accountIds });
}
