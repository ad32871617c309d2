import { sql, type RawBuilder } from 'kysely';

/**
 * What is younger is left for a later step: ids are made and times are taken a while before their transaction commits, and
 * what commits behind the cursor would be passed by. No transaction lives a quarter of this.
 */
const settled = sql`interval '60 seconds'`;
/**
 * Behind a service faster than its steps a pass does not fall back further than this: it leaps, and what it leaves out is
 * met by the rounds through everything.
 */
const furthestBehind = sql`interval '10 minutes'`;

/** Condition of a pass that follows a column of times, from the position where it was last. */
export function since(column: RawBuilder<unknown>, position: string | null): RawBuilder<unknown> {
  return sql`${column} > greatest(${position}::timestamptz, now() - ${furthestBehind}) and ${column} <= now() - ${settled}`;
}

/** The same for a column of UUIDv7, which ascend in time. */
export function madeSince(column: RawBuilder<unknown>, position: string | null): RawBuilder<unknown> {
  return sql`${column} > greatest(${position}::uuid, ${firstIdAt(sql`now() - ${furthestBehind}`)}) and ${column} < ${firstIdAt(sql`now() - ${settled}`)}`;
}

/** The lowest UUIDv7 of an instant: its first 48 bits are the milliseconds. */
function firstIdAt(instant: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`rpad(lpad(to_hex(floor(extract(epoch from ${instant}) * 1000)::bigint), 12, '0'), 32, '0')::uuid`;
}
