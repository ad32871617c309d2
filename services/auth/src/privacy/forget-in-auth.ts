import { sql } from 'kysely';
import type { DataSubject } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import { lockAccount } from '../accounts/account-queries.ts';
import type { Ctx } from '../context.ts';
import { deleteSecondFactors } from '../factors/second-factors.ts';
import { deletePins } from '../pins/pin-queries.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { lockSessionsOf } from '../sessions/session-queries.ts';
import { revoke } from '../revocations/revoke.ts';

/** As many sessions as one statement takes. */
const stepSessions = 200;

/**
 * Whether somebody works for a company or the platform: then they are not forgotten. Invitations are dropped first, so that
 * whoever accepts one at this moment has done so before, or finds none; and the account is locked, as who takes it in again does.
 */
export async function worksNow(tx: Tx, accountId: string): Promise<boolean> {
  await sql`
    delete from invitations i using accounts a where a.account_id = ${accountId} and i.email = a.email`.execute(tx);
  await lockAccount(tx, accountId);
  const { rows } = await sql`
    select from staff where account_id = ${accountId} and deactivated_at is null`.execute(tx);
  return rows.length > 0;
}

/** From this transaction on nobody acts for these subjects any more. */
export async function closeAccount(ctx: Ctx, tx: Tx, subjectIds: readonly string[]): Promise<void> {
  for (const subjectId of subjectIds) {
    const sessionIds = await lockSessionsOf(tx, subjectId, null);
    await endSessions(ctx, tx, { sessionIds, because: 'account-closed' });
  }
  await revoke(ctx, tx, { kind: 'account', ids: subjectIds });
  await deleteSecondFactors(tx, subjectIds);
  await deletePins(tx, subjectIds);
  for (const ways of ['credentials', 'challenges'])
    await sql`delete from ${sql.ref(ways)} where account_id = any (${subjectIds}::uuid[])`.execute(tx);
  // A code that registered somebody was asked for before there was an account.
  await sql`
    delete from challenges c using accounts a
     where a.account_id = any (${subjectIds}::uuid[]) and c.identifier in (a.email, a.phone)`.execute(tx);
  await sql`
    update accounts set name = '-', email = null, phone = null, erased_at = coalesce(erased_at, ${ctx.clock.now()})
     where account_id = any (${subjectIds}::uuid[])`.execute(tx);
}

/** Browsers and devices that they were signed in with. */
export async function forgetSessions(tx: Tx, { subjectIds }: DataSubject): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from sessions where session_id in (
      select session_id from sessions where subject_id = any (${subjectIds}::uuid[]) order by session_id limit ${stepSessions} for update)`.execute(
    tx,
  );
  return numAffectedRows === BigInt(stepSessions);
}
