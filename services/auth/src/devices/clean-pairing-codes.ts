import { sql } from 'kysely';
import { asService, transaction, type Job } from '@safiri/runtime';
import type { Ctx } from '../context.ts';

const mostRows = 500;

/** Codes that ran out an hour ago: the device that asks again because its answer was lost has done so by then. */
export function pairingCodeCleaning(ctx: Ctx): Job {
  return {
    name: 'pairing-code-cleaning',
    everySeconds: 600,
    run: async () => {
      const before = new Date(ctx.clock.now().getTime() - 3_600_000);
      const { numAffectedRows } = await transaction(
        ctx.db,
        asService,
        async (tx) =>
          await sql`delete from pairing_codes where code_hash in (
            select code_hash from pairing_codes where expires_at < ${before} order by expires_at limit ${mostRows} for update skip locked)`.execute(
            tx,
          ),
      );
      return numAffectedRows === BigInt(mostRows);
    },
  };
}
