import { DomainError } from '@safiri/kernel';
import type { AccountActor, Guest } from '@safiri/runtime';
import { asService, transaction } from '@safiri/runtime';
import { sql } from 'kysely';
import type { Ctx } from '../context.ts';

/** Somebody at an unlocked phone may read along; who takes everything away, or ends it, shows once more who they are. */
const proofMinutes = 10;

/**
 * The one place that says whether a session was proven lately: by signing in. A guest has nothing to prove anything with,
 * and nothing that is not shown to the session anyhow.
 */
export async function isProven(ctx: Ctx, actor: AccountActor | Guest): Promise<boolean> {
  if (actor.kind === 'guest') return true;
  const since = new Date(ctx.clock.now().getTime() - proofMinutes * 60_000);
  return await transaction(ctx.db, asService, async (tx) => {
    const { rows } = await sql`
      select from sessions where session_id = ${actor.sessionId} and created_at >= ${since}`.execute(tx);
    return rows.length === 1;
  });
}

export async function requireProof(ctx: Ctx, actor: AccountActor | Guest): Promise<void> {
  refuseStaff(actor);
  if (!(await isProven(ctx, actor)))
    throw new DomainError('PROOF_TOO_OLD', `Sign in again: this needs a sign-in of the last ${proofMinutes} minutes.`);
}

/** What staff sold is their company's, and names its customers. */
export function refuseStaff(actor: AccountActor | Guest): void {
  if (actor.kind === 'account' && (actor.companyId !== null || actor.permissions.size > 0))
    throw new DomainError('STAFF_ACCOUNT', 'This is an account of staff: ask your company about your data.');
}
