import { sql } from 'kysely';
import { asService, transaction, type Job, type Tx } from '@safiri/runtime';
import type { Ctx } from '../context.ts';

/** What is deleted at a time: short enough to be in nobody's way. */
const mostRows = 500;
/** As long as the longest window of a rule. */
const triesHours = 24;

/** Forgets challenges that are over, and tries that count no more. */
export function challengeCleaning(ctx: Ctx): Job {
  return {
    name: 'challenge-cleaning',
    everySeconds: 60,
    run: async () =>
      await transaction(ctx.db, asService, async (tx) => {
        const now = ctx.clock.now();
        const cleaned = [
          await forgetChallenges(tx, now),
          await forgetTries(tx, new Date(now.getTime() - triesHours * 3_600_000)),
        ];
        return cleaned.some((rows) => rows === mostRows);
      }),
  };
}

async function forgetChallenges(tx: Tx, now: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from challenges where token_hash in (
      select token_hash from challenges where expires_at < ${now} order by expires_at limit ${mostRows} for update skip locked)`.execute(
    tx,
  );
  return Number(numAffectedRows ?? 0n);
}

async function forgetTries(tx: Tx, before: Date): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from tries t using (
      select kind, subject, source from tries where last_at < ${before} order by last_at limit ${mostRows} for update skip locked) old
     where (t.kind, t.subject, t.source) = (old.kind, old.subject, old.source)`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
