import { sql } from 'kysely';
import { Secret, TOTP } from 'otpauth';
import type { confirmTotp, OutputOf, startTotp } from '@safiri/contracts';
import { DomainError } from '@safiri/kernel';
import { asService, transaction, type RequestOf, type Tx } from '@safiri/runtime';
import { findAccount } from '../accounts/account-queries.ts';
import { noteOwnChange, tellHolder } from '../accounts/tell-holder.ts';
import { tooManyTries } from '../tries/too-many-tries.ts';
import type { Ctx } from '../context.ts';
import { requireFresh } from '../proofs/freshness.ts';
import { appCodeReused } from '../telemetry.ts';
import { placeOf } from '../tries/place.ts';
import { forgiveTries, takeTry } from '../tries/take-try.ts';
import { makeFirstRecoveryCodes } from './recovery-codes.ts';
import { endSecondFactorDue } from './second-factors.ts';

/** As authenticator apps expect it: six digits of SHA-1 every thirty seconds (RFC 6238). */
const stepSeconds = 30;
/** A clock that is half a minute wrong is still right. */
const stepsAround = 1;
/** 160 bits, the length of the hash (RFC 4226, section 4). */
const secretBytes = 20;

/** A secret that does not count yet, in place of an older one that was never confirmed. */
export async function offerTotp(ctx: Ctx, { actor }: RequestOf<typeof startTotp>): Promise<OutputOf<typeof startTotp>> {
  const secret = new Secret({ size: secretBytes });
  const account = await transaction(ctx.db, asService, async (tx) => {
    await requireFresh(ctx, tx, actor);
    await insertTotp(tx, actor.subjectId, ctx.sealer.seal(secret.base32));
    return await findAccount(tx, actor.subjectId);
  });
  const label = account?.email ?? account?.phone ?? '';
  return { secret: secret.base32, address: new TOTP({ issuer: 'Safiri', label, secret }).toString() };
}

/** From now on a second factor; whoever has none of them yet gets recovery codes with it. */
export async function keepTotp(
  ctx: Ctx,
  request: RequestOf<typeof confirmTotp>,
): Promise<OutputOf<typeof confirmTotp>> {
  const { subjectId: accountId } = request.actor;
  const kept = await transaction(ctx.db, asService, async (tx) => {
    await requireFresh(ctx, tx, request.actor);
    const { name } = await placeOf(tx, accountId, request);
    const tried = { rule: 'codes', subject: `account ${accountId}`, source: name } as const;
    const waitSeconds = await takeTry(ctx, tx, tried);
    if (waitSeconds > 0) return { waitSeconds };
    const isRight = await takeTotp(ctx, tx, { accountId, code: request.body.code, isUnconfirmed: true });
    if (!isRight) return { waitSeconds };
    await forgiveTries(ctx, tx, tried);
    await noteOwnChange(ctx, tx, { request, accountId, what: 'app-added' });
    await endSecondFactorDue(ctx, tx, accountId);
    return { recoveryCodes: await makeFirstRecoveryCodes(ctx, tx, accountId) };
  });
  if (!('waitSeconds' in kept)) return kept;
  if (kept.waitSeconds > 0) throw tooManyTries(kept.waitSeconds);
  throw new DomainError('FACTOR_WRONG', 'That is not the code that the app shows now.', { field: '/body/code' });
}

/** Whether the code is right; the step it is of, and all before it, are then used up. Of one that was, its holder is told. */
export async function takeTotp(
  ctx: Pick<Ctx, 'sealer' | 'clock' | 'log'>,
  tx: Tx,
  given: { readonly accountId: string; readonly code: string; readonly isUnconfirmed?: boolean },
): Promise<boolean> {
  const { accountId, code, isUnconfirmed = false } = given;
  const { rows } = await sql<{ sealed: string }>`
    select sealed_secret as sealed from totp_secrets
     where account_id = ${accountId} and (confirmed_at is null) = ${isUnconfirmed} for update`.execute(tx);
  const [found] = rows;
  if (found === undefined) return false;
  const now = ctx.clock.now();
  const secret = Secret.fromBase32(ctx.sealer.open(found.sealed));
  const delta = new TOTP({ secret, period: stepSeconds }).validate({
    token: code,
    timestamp: now.getTime(),
    window: stepsAround,
  });
  if (delta === null) return false;
  const step = Math.floor(now.getTime() / 1000 / stepSeconds) + delta;
  const { numAffectedRows } = await sql`
    update totp_secrets set last_step = ${step}, confirmed_at = coalesce(confirmed_at, ${now})
     where account_id = ${accountId} and last_step < ${step}`.execute(tx);
  if (numAffectedRows === 1n) return true;
  appCodeReused(ctx.log, accountId);
  await tellHolder(ctx, tx, { accountId, what: 'app-code-reused' });
  return false;
}

/** A secret that counts is not overwritten by one that does not: it is removed first. */
async function insertTotp(tx: Tx, accountId: string, sealed: string): Promise<void> {
  const { numAffectedRows } = await sql`
    insert into totp_secrets (account_id, sealed_secret) values (${accountId}, ${sealed})
    on conflict (account_id) do update set sealed_secret = excluded.sealed_secret, last_step = 0
     where totp_secrets.confirmed_at is null`.execute(tx);
  if (numAffectedRows !== 1n)
    throw new DomainError('TOTP_KNOWN', 'There is an authenticator app already. Remove it before you add another.');
}

export async function deleteTotp(tx: Tx, accountId: string): Promise<boolean> {
  const { numAffectedRows } = await sql`delete from totp_secrets where account_id = ${accountId}`.execute(tx);
  return numAffectedRows === 1n;
}
