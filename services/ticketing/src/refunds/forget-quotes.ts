import { sql } from 'kysely';
import { asService, transaction, type Job } from '@safiri/runtime';
import type { Ctx } from '../context.ts';
import { refundQuotesForgotten } from '../telemetry.ts';

const stepQuotes = 500;

/** Removes offers that nobody took, an hour after they were over: a page that is still open says so until then. */
export function forgetQuotes(ctx: Ctx): Job {
  return {
    name: 'forget-refund-quotes',
    everySeconds: 600,
    run: async () => {
      const { numAffectedRows } = await transaction(
        ctx.db,
        asService,
        async (tx) =>
          await sql`
          delete from refund_quotes where (order_id, quote_id) in (
            select order_id, quote_id from refund_quotes
             where confirmed_at is null and expires_at < clock_timestamp() - interval '1 hour'
             order by expires_at limit ${stepQuotes} for update skip locked)`.execute(tx),
      );
      const count = Number(numAffectedRows ?? 0n);
      if (count > 0) refundQuotesForgotten(ctx.log, count);
      return count === stepQuotes;
    },
  };
}
