import { randomInt } from 'node:crypto';
import { sql } from 'kysely';
import type { makeRecoveryCodes, OutputOf } from '@safiri/contracts';
import { asService, transaction, type RequestOf, type Tx } from '@safiri/runtime';
import { noteOwnChange } from '../accounts/tell-holder.ts';
import type { Ctx } from '../context.ts';
import { requireFresh } from '../proofs/freshness.ts';

const howMany = 10;
/** Without signs that are taken for others. Ten of them are 50 bits. */
const signs = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
const signsOfCode = 10;

export async function remakeRecoveryCodes(
  ctx: Ctx,
  request: RequestOf<typeof makeRecoveryCodes>,
): Promise<OutputOf<typeof makeRecoveryCodes>> {
  const { actor } = request;
  return await transaction(ctx.db, asService, async (tx) => {
    await requireFresh(ctx, tx, actor);
    await noteOwnChange(ctx, tx, { request, accountId: actor.subjectId, what: 'recovery-codes-made' });
    return { recoveryCodes: await replaceCodes(ctx, tx, actor.subjectId) };
  });
}

/** Null where there are some already: those on paper stay good. */
export async function makeFirstRecoveryCodes(ctx: Ctx, tx: Tx, accountId: string): Promise<string[] | null> {
  return (await countCodesLeft(tx, accountId)) > 0 ? null : await replaceCodes(ctx, tx, accountId);
}

/** Whether the code is one of the account's; it is used up then. */
export async function takeRecoveryCode(
  ctx: Pick<Ctx, 'keyedHash' | 'clock'>,
  tx: Tx,
  given: { readonly accountId: string; readonly code: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update recovery_codes set used_at = ${ctx.clock.now()}
     where account_id = ${given.accountId} and code_hash = ${hashOfCode(ctx, given)} and used_at is null`.execute(tx);
  return numAffectedRows === 1n;
}

export async function countCodesLeft(tx: Tx, accountId: string): Promise<number> {
  const { rows } = await sql<{ left: number }>`
    select count(*)::int as left from recovery_codes where account_id = ${accountId} and used_at is null`.execute(tx);
  return rows[0]?.left ?? 0;
}

async function replaceCodes(ctx: Ctx, tx: Tx, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: howMany }, makeCode);
  const hashes = codes.map((code) => hashOfCode(ctx, { accountId, code }));
  await sql`delete from recovery_codes where account_id = ${accountId}`.execute(tx);
  await sql`
    insert into recovery_codes (account_id, code_hash)
    select ${accountId}, code_hash from unnest(${hashes}::bytea[]) as code_hash`.execute(tx);
  return codes;
}

function makeCode(): string {
  const code = Array.from({ length: signsOfCode }, () => signs.charAt(randomInt(signs.length))).join('');
  return `${code.slice(0, 5)}-${code.slice(5)}`;
}

/** However it was copied from paper. */
function hashOfCode(ctx: Pick<Ctx, 'keyedHash'>, given: { readonly accountId: string; readonly code: string }): Buffer {
  return ctx.keyedHash('recovery code', given.accountId, given.code.toUpperCase().replaceAll(/[^0-9A-Z]/g, ''));
}
