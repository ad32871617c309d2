import { sql } from 'kysely';
import type { AccountSecurity, getMySecurity } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, transaction, type AccountActor, type RequestOf, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { getProof } from '../proofs/freshness.ts';
import { listShownPasskeys } from './passkey-queries.ts';
import { countCodesLeft } from './recovery-codes.ts';

export async function getOwnSecurity(ctx: Ctx, { actor }: RequestOf<typeof getMySecurity>): Promise<AccountSecurity> {
  return await transaction(ctx.db, asService, async (tx) => await readSecurity(ctx, tx, actor));
}

/** How the account can be signed in to, and how this session was. */
export async function readSecurity(
  ctx: Pick<Ctx, 'clock'>,
  tx: Tx,
  actor: Pick<AccountActor, 'subjectId' | 'sessionId'>,
): Promise<AccountSecurity> {
  const proof = await getProof(ctx, tx, actor);
  const { rows } = await sql<
    Pick<AccountSecurity, 'hasPassword' | 'emailVerified' | 'phoneVerified' | 'hasTotp' | 'secondFactorDue'>
  >`
    select exists (select 1 from credentials c where c.account_id = a.account_id) as "hasPassword",
           email_verified_at is not null as "emailVerified", phone_verified_at is not null as "phoneVerified",
           exists (select 1 from totp_secrets t where t.account_id = a.account_id and t.confirmed_at is not null) as "hasTotp",
           exists (select 1 from staff s where s.account_id = a.account_id and s.deactivated_at is null and s.second_factor_due) as "secondFactorDue"
      from accounts a where account_id = ${actor.subjectId}`.execute(tx);
  const [found] = rows;
  if (found === undefined) throw new DomainError('NOT_FOUND', 'This account is no longer there.');
  return {
    ...found,
    passkeys: await listShownPasskeys(tx, actor.subjectId),
    recoveryCodesLeft: await countCodesLeft(tx, actor.subjectId),
    provenAt: proof.provenAt?.toISOString() ?? null,
    provenBy: proof.provenBy,
    isFresh: proof.isFresh,
  };
}
