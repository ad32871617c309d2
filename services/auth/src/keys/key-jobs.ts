import { sql } from 'kysely';
import { asService, transaction, type Job } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { keyPublished } from '../telemetry.ts';

/** Another process may have published a key; it is read here long before it signs. */
export function keyReading(ctx: Ctx): Job {
  return {
    name: 'key-reading',
    everySeconds: 30,
    run: async () => {
      await ctx.keys.read();
      return false;
    },
  };
}

/** A key signs for as long as is set; then the next is published, and what was signed by the old one is good to its end. */
export function keyRotation(ctx: Ctx): Job {
  return {
    name: 'key-rotation',
    everySeconds: 3_600,
    run: async () => {
      const now = ctx.clock.now();
      const signedMilliseconds = now.getTime() - ctx.keys.currentSince().getTime();
      if (signedMilliseconds > ctx.config.SIGNING_KEY_DAYS * dayMilliseconds)
        keyPublished(ctx.log, await ctx.keys.publishNext());
      await forgetKeys(ctx, new Date(now.getTime() - dayMilliseconds));
      return false;
    },
  };
}

const dayMilliseconds = 86_400_000;

/** The private half of a key that signs no more is only something to lose. */
async function forgetKeys(ctx: Ctx, retiredBefore: Date): Promise<void> {
  await transaction(
    ctx.db,
    asService,
    async (tx) => await sql`delete from signing_keys where retired_at < ${retiredBefore}`.execute(tx),
  );
}
