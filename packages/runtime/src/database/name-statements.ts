import { createHash } from 'node:crypto';
import type { PostgresPool } from 'kysely';
import type pg from 'pg';
import { traceStatement } from '../telemetry/trace-statements.ts';
import { isTracing } from '../telemetry/tracing.ts';

/** By then a statement belongs to what a process does all the time; what is sent at a start or once a day is not worth a plan that stays. */
const usesBeforeNamed = 20;
/** Each connection keeps a plan of each, some tens of kilobytes. */
const mostNamed = 100;
/** Texts that are counted; where lists of them are longer, they were made for one use, and counting begins anew. */
const mostCounted = 1_000;

/**
 * Names statements that are sent again and again, so that a connection parses and plans them once: planning cost PostgreSQL
 * more than running them. After five runs it weighs by itself whether a plan for any values is as good as one for these.
 */
export function namingStatements(pool: pg.Pool): PostgresPool {
  const nameOf = createStatementNames();
  return {
    options: pool.options,
    connect: async () => {
      const client = await pool.connect();
      const query = async (text: string, values: readonly unknown[]) => {
        const name = values.length === 0 ? undefined : nameOf(text);
        const asked = { text, values: [...values], ...(name === undefined ? {} : { name }) };
        return isTracing()
          ? await traceStatement(text, async () => await client.query(asked))
          : await client.query(asked);
      };
      // Cursors, the other thing that Kysely may ask for, are not used here.
      return { query, release: (destroy?: boolean) => client.release(destroy) } as never;
    },
    end: async () => await pool.end(),
  };
}

/** The name of a statement once it was sent often enough, while there is room for one more. */
export function createStatementNames(): (text: string) => string | undefined {
  const names = new Map<string, string>();
  const uses = new Map<string, number>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= mostNamed) return known;
    const count = (uses.get(text) ?? 0) + 1;
    if (count > usesBeforeNamed) {
      names.set(text, createHash('sha256').update(text).digest('base64url'));
      uses.delete(text);
      return names.get(text);
    }
    if (uses.size >= mostCounted) uses.clear();
    uses.set(text, count);
    return undefined;
  };
}
