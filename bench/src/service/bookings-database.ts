import { ask, openSession } from '../database/ask.ts';
import { readSql } from '../database/read-sql.ts';
import { until } from '../database/until.ts';
import { listOutboxes } from './sales-database.ts';

/** Signing tickets and composing messages go on behind the bookings; a minute behind is lost. */
const mostSeconds = 60;

/** Waits until no message is in any queue, nor in an outbox on its way to one; answers what went wrong. */
export async function awaitQuietQueues(url: string): Promise<string[]> {
  await using session = await openSession(url);
  const outboxes = await listOutboxes(session);
  const waiting = [`queue.job where state < 'completed'`, ...outboxes].map((each) => `exists (select from ${each})`);
  const isQuiet = async (): Promise<true | undefined> => {
    const [row] = await session.ask<{ waiting: boolean }>(`select ${waiting.join(' or ')} as waiting`);
    return row?.waiting === false ? true : undefined;
  };
  const quiet = await until(isQuiet, { mostSeconds, everyMilliseconds: 50 });
  return quiet === undefined ? [`messages were in a queue ${mostSeconds} s after the last ticket`] : [];
}

/** What must never be, a sentence each. `paid` is how many orders of one seat were paid since the database is there. */
export async function findBookingViolations(url: string, paid: number): Promise<string[]> {
  type Row = Record<'bookings' | 'lost' | 'payments' | 'refunds' | 'seats' | 'tickets' | 'strays' | 'unsigned', number>;
  const [row] = await ask<Row>(url, await readSql('bookings-invariants.sql'));
  if (row === undefined) throw new Error('Bug: the invariants gave no row.');
  const each = (['bookings', 'payments', 'seats', 'tickets'] as const).flatMap((name) =>
    row[name] === paid ? [] : [`${paid} orders of one seat were paid, and there are ${row[name]} ${name}`],
  );
  const none = (['lost', 'refunds', 'strays', 'unsigned'] as const).flatMap((name) =>
    row[name] === 0 ? [] : [`${row[name]} ${sentences[name]}`],
  );
  return [...each, ...none];
}

const sentences = {
  lost: 'orders ended otherwise than as bookings',
  refunds: 'payments went back',
  strays: 'tickets are for no claim that their order bought',
  unsigned: 'tickets came not back from the service that signs them',
} as const;
