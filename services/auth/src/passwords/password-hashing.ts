import { sql } from 'kysely';
import { asService, transaction } from '@safiri/runtime';
import type { HashingPlace } from '../accounts/password-hasher.ts';
import type { Ctx } from '../context.ts';

/** In place of bcrypt's letter: the password was hashed with a key first. Those of earlier releases were not. */
const keyedLetter = '$2k$';

/** Under a key that is not in the database, so that whoever steals the hashes tries no password at all; and of any length, since bcrypt reads 72 bytes. */
export async function hashPassword(ctx: Pick<Ctx, 'hasher' | 'keyedHash'>, password: string): Promise<string> {
  return await hashIn(ctx, ctx.hasher, password);
}

/** Checks against a hash, or against nobody's, which takes as long. A right password renews a hash that was made without the key. */
export async function isRightPassword(
  ctx: Pick<Ctx, 'db' | 'keyedHash'>,
  place: HashingPlace,
  tried: { readonly accountId: string | null; readonly password: string; readonly hash: string | undefined },
): Promise<boolean> {
  const { accountId, password, hash } = tried;
  if (hash?.startsWith(keyedLetter) !== false)
    return await place.matches(keyed(ctx, password), hash?.replace(keyedLetter, '$2b$'));
  if (!(await place.matches(password, hash))) return false;
  const renewed = await hashIn(ctx, place, password);
  // Unless it was changed meanwhile.
  await transaction(
    ctx.db,
    asService,
    async (tx) =>
      await sql`
        update credentials set password_hash = ${renewed} where account_id = ${accountId} and password_hash = ${hash}`.execute(
        tx,
      ),
  );
  return true;
}

async function hashIn(
  ctx: Pick<Ctx, 'keyedHash'>,
  place: Pick<HashingPlace, 'hash'>,
  password: string,
): Promise<string> {
  return (await place.hash(keyed(ctx, password))).replace(/^\$2.\$/, keyedLetter);
}

function keyed({ keyedHash }: Pick<Ctx, 'keyedHash'>, password: string): string {
  return keyedHash('password', password).toString('base64');
}
