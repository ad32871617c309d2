import { sql } from 'kysely';
import type { setMyLanguage } from '@safiri/contracts';
import { asService, transaction, type RequestOf } from '@safiri/runtime';
import type { Ctx } from '../context.ts';

/** Codes and news of the account are written in the language that its holder reads pages in. */
export async function setOwnLanguage(
  ctx: Ctx,
  { actor, body: { locale } }: RequestOf<typeof setMyLanguage>,
): Promise<undefined> {
  await transaction(
    ctx.db,
    asService,
    async (tx) => await sql`update accounts set locale = ${locale} where account_id = ${actor.subjectId}`.execute(tx),
  );
}
