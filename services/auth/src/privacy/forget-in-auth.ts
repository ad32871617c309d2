import { sql } from 'kysely';
import type { DataSubject } from '@safiri/contracts';
import type { Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { deleteSecondFactors } from '../factors/second-factors.ts';
import { deletePins } from '../pins/pin-queries.ts';
import { endSessions } from '../sessions/end-sessions.ts';
import { lockSessionsOf } from '../sessions/session-queries.ts';
import { revoke } from '../revocations/revoke.ts';

/** As many sessions as one statement takes. */
const stepSessions = 200;

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
  // To a staff, before and after they had an account.
  await sql`
    delete from invitations i using accounts a
     where a.account_id = any (${subjectIds}::uuid[]) and i.email = a.email`.execute(tx);
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
