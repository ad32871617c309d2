import { sql } from 'kysely';
import { asService, transaction, type Job, type Tx } from '@safiri/runtime';
import { findAttempt, type AttemptRow } from '../attempts/attempt-queries.ts';
import { paymentOf } from '../attempts/payment-of.ts';
import type { Ctx } from '../context.ts';
import type { MoneyMoved } from '../providers/payment-provider.ts';
import { attemptContradicted } from '../telemetry.ts';

/** An hour after we told it as failed, whatever was on its way has arrived. */
const askedAfter = sql`interval '1 hour'`;
/** A company that does not answer about an attempt is asked for so long; then the next one has its turn. */
const givenUpAfter = sql`interval '1 day'`;
/** Queries in a step: next to nothing beside those of open attempts. */
const attemptsAtOnce = 10;
const cursor = 'failed-attempts';

type Failed = Pick<AttemptRow, 'orderId' | 'attemptId'> & { readonly at: string; readonly old: boolean };

/**
 * Asks payment companies once more about attempts that we told as failed. An answer that the money moved, or may still move,
 * changes nothing here: it is kept for the auditor, and a person decides. Asking twice, by two processes, does no harm.
 */
export function askFailedAgain(ctx: Ctx): Job {
  return {
    name: 'audit-failed-attempts',
    everySeconds: 60,
    run: async () => {
      const { failed, position } = await transaction(ctx.db, asService, listFailed);
      let reached = position;
      for (const each of failed) {
        const answered = await askAgain(ctx, each);
        if (!answered && !each.old) break;
        reached = each.at;
      }
      if (reached !== position && reached !== null) await moveTo(ctx, reached);
      return false;
    },
  };
}

async function listFailed(tx: Tx): Promise<{ failed: readonly Failed[]; position: string | null }> {
  const known = await sql<{ position: string | null }>`
    select position from audit_cursors where name = ${cursor}`.execute(tx);
  const position = known.rows[0]?.position ?? null;
  const { rows } = await sql<Failed>`
    select order_id as "orderId", attempt_id as "attemptId", changed_at::text as at, changed_at < now() - ${givenUpAfter} as old
      from attempt_changes
     where to_status = 'failed' and changed_at > coalesce(${position}::timestamptz, now() - ${givenUpAfter}) and changed_at <= now() - ${askedAfter}
     order by changed_at limit ${attemptsAtOnce}`.execute(tx);
  return { failed: rows, position };
}

/** False when the company did not say. */
async function askAgain(ctx: Ctx, failed: Failed): Promise<boolean> {
  const attempt = await transaction(ctx.db, asService, async (tx) => await findAttempt(tx, failed));
  const provider = attempt === undefined ? undefined : ctx.providers.get(attempt.method);
  if (attempt === undefined || provider === undefined) return true;
  const state = await provider.queryPayment(paymentOf(ctx, attempt));
  if (state.kind === 'unknown') return false;
  if (state.kind === 'succeeded' || state.kind === 'pending') {
    const came = state.kind === 'succeeded' ? state : undefined;
    await transaction(ctx.db, asService, async (tx) => await keepOutcome(tx, failed, { said: state.kind, came }));
    attemptContradicted(ctx.log, attempt, { stands: attempt.status, said: state.kind });
  }
  return true;
}

async function keepOutcome(
  tx: Tx,
  { orderId, attemptId }: Failed,
  { said, came }: { readonly said: 'succeeded' | 'pending'; readonly came: MoneyMoved | undefined },
): Promise<void> {
  await sql`
    insert into late_outcomes (order_id, attempt_id, said, provider_transaction_id, amount_minor, currency)
    values (${orderId}, ${attemptId}, ${said}, ${came?.transactionId ?? null}, ${came?.amount?.amountMinor ?? null}, ${came?.amount?.currency ?? null})
    on conflict (order_id, attempt_id) do update
       set said = excluded.said, provider_transaction_id = excluded.provider_transaction_id,
           amount_minor = excluded.amount_minor, currency = excluded.currency, heard_at = clock_timestamp()`.execute(
    tx,
  );
}

async function moveTo(ctx: Ctx, position: string): Promise<void> {
  await transaction(ctx.db, asService, async (tx) => {
    await sql`
      insert into audit_cursors (name, position) values (${cursor}, ${position})
      on conflict (name) do update set position = excluded.position, moved_at = clock_timestamp()`.execute(tx);
  });
}
