import { sql } from 'kysely';
import { asService, transaction, type Job, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';

/** What is deleted at a time: short enough to be in nobody's way. */
const mostRows = 500;

/** Forgets what nobody asks for any more. */
export function sessionCleaning(ctx: Ctx): Job {
  return {
    name: 'session-cleaning',
    everySeconds: 60,
    run: async () =>
      await transaction(ctx.db, asService, async (tx) => {
        const now = ctx.clock.now();
        const cleaned = [
          await forgetRevocations(tx, now),
          await forgetSuccessors(tx, daysBefore(now, ctx.config.REFRESH_GRACE_SECONDS / 86_400)),
          await forgetUsedTokens(tx, daysBefore(now, usedTokenDays)),
          await forgetSessions(tx, daysBefore(now, ctx.config.PAST_SESSION_DAYS)),
        ];
        return cleaned.some((rows) => rows === mostRows);
      }),
  };
}

/** A stolen token that turns up later than this is refused all the same, but ends no session. */
const usedTokenDays = 30;

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000);
}

async function forgetRevocations(tx: Tx, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from revocations where number in (
      select number from revocations where kept_until < ${now} order by kept_until limit ${mostRows})`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

async function forgetSuccessors(tx: Tx, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    update refresh_tokens set sealed_successor = null where token_hash in (
      select token_hash from refresh_tokens
       where used_at < ${before} and sealed_successor is not null
       order by used_at limit ${mostRows} for update skip locked)`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

async function forgetUsedTokens(tx: Tx, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from refresh_tokens where token_hash in (
      select token_hash from refresh_tokens where used_at < ${before} order by used_at limit ${mostRows} for update skip locked)`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n);
}

async function forgetSessions(tx: Tx, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from sessions where session_id in (
      select session_id from sessions
       where refresh_by < ${before} or ended_at < ${before}
       order by refresh_by limit ${mostRows} for update skip locked)`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
