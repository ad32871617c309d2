import { DomainError } from '@safiri/kernel';
import type { AccountActor, Guest } from '@safiri/runtime';
import { asService, transaction } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { freshMinutes, getProof } from '../proofs/freshness.ts';

/**
 * Somebody at an unlocked phone may read along; who takes everything away, or ends it, shows once more who they are. A
 * guest has nothing to prove anything with, and nothing that is not shown to the session anyhow.
 */
export async function isProven(ctx: Ctx, actor: AccountActor | Guest): Promise<boolean> {
  if (actor.kind === 'guest') return true;
  const proof = await transaction(ctx.db, asService, async (tx) => await getProof(ctx, tx, actor));
  return proof.isFresh;
}

export async function requireProof(ctx: Ctx, actor: AccountActor | Guest): Promise<void> {
  refuseStaff(actor);
  if (!(await isProven(ctx, actor)))
    throw new DomainError('PROOF_TOO_OLD', `Sign in again: this needs a sign-in of the last ${freshMinutes} minutes.`);
}

/** What staff sold is their company's, and names its customers. */
export function refuseStaff(actor: AccountActor | Guest): void {
  if (actor.kind === 'account' && (actor.companyId !== null || actor.permissions.size > 0))
    throw new DomainError('STAFF_ACCOUNT', 'This is an account of staff: ask your company about your data.');
}
