import { DomainError } from '@safiri/kernel';
import type { AccountActor, Guest } from '@safiri/runtime';
import { asService, isPlatform, transaction } from '@safiri/runtime';
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
  if (!(await isProven(ctx, actor)))
    throw new DomainError(
      'PROOF_TOO_OLD',
      `Show who you are again: this needs a proof of the last ${freshMinutes} minutes.`,
    );
}

export function isStaff(actor: AccountActor | Guest): boolean {
  return actor.kind === 'account' && (actor.companyId !== null || isPlatform(actor) || actor.permissions.size > 0);
}

/** Who did what has to stay known while somebody works: their company ends it by deactivating them. */
export function refuseStaff(actor: AccountActor | Guest): void {
  if (isStaff(actor))
    throw new DomainError('STAFF_ACCOUNT', 'This is an account of staff: ask your company to deactivate it first.');
}
