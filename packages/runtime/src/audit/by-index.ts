import { sql } from 'kysely';
import type { Tx } from '../database/connect.ts';

/**
 * For this transaction: rows are found by index, in the index's order. Row-level security makes the planner expect that next
 * to nothing passes the policies, and then it would rather read and sort a whole table than follow an index until enough
 * did. Compiling a plan would take longer than any of these.
 */
export async function findByIndex(tx: Tx): Promise<void> {
  await sql`
    select set_config('enable_seqscan', 'off', true), set_config('enable_sort', 'off', true), set_config('jit', 'off', true)`.execute(
    tx,
  );
}
