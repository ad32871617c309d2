import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { inSpan, isTracing } from '../telemetry/tracing.ts';
import type { Database, Tx } from './connect.ts';
import { isRetryable } from './errors.ts';

/** Who a transaction acts for; row-level security shows it that actor's rows and no others. */
export type DatabaseActor =
  /** A guest or an account: its own rows. */
  | { readonly kind: 'passenger'; readonly id: string }
  /** Whoever holds a private link: the rows of that link. */
  | { readonly kind: 'link'; readonly id: string }
  /** Staff: rows of their company. */
  | { readonly kind: 'company'; readonly id: string }
  /** Platform staff by a named permission. */
  | { readonly kind: 'platform'; readonly id: string }
  /** The service itself: event handlers and jobs. */
  | { readonly kind: 'service' };

export const asService: DatabaseActor = { kind: 'service' };

/** Attempts at one transaction when the database asks for a repeat (deadlock, serialisation). Work inside touches nothing but the database. */
const attempts = 4;

/** Before a repeat, times its number: repeated at once, it may take a lock anew before who waited for it wakes up, and meet them again. */
const mostPauseMilliseconds = 20;

/**
 * Runs `work` in one transaction in which `actor` acts. A thrown error rolls back. Deadlocks and serialisation failures are
 * repeated a bounded number of times, after a short random pause, so `work` may run more than once.
 */
export async function transaction<Result>(
  db: Database,
  actor: DatabaseActor,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  return isTracing()
    ? await inSpan({ name: `transaction ${db.schema}` }, async () => await transact(db, actor, work))
    : await transact(db, actor, work);
}

async function transact<Result>(
  db: Database,
  actor: DatabaseActor,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await db.kysely.transaction().execute(async (bare) => {
        const id = actor.kind === 'service' ? '' : actor.id;
        await sql`select set_config('safiri.actor_kind', ${actor.kind}, true), set_config('safiri.actor_id', ${id}, true)`.execute(
          bare,
        );
        return await work(bare as Tx);
      });
    } catch (error) {
      if (attempt >= attempts || !isRetryable(error)) throw error;
      await wait(Math.random() * mostPauseMilliseconds * attempt);
    }
  }
}
