import { openSession, type Session } from '../database/ask.ts';
import { readSql } from '../database/read-sql.ts';
import { until } from '../database/until.ts';

/** Payments that were told this long ago and have no tickets are lost. */
const mostSeconds = 120;
/** Often enough for a figure of some tenths of a second, and cheap: the question stops at the first order that is still open. */
const everyMilliseconds = 10;

/**
 * Tells at once that all open orders were paid, and waits until the last of them has its tickets. Answers the seconds in
 * between; undefined when some never got them.
 */
export async function payOpenOrders(url: string): Promise<number | undefined> {
  await using session = await openSession(url);
  // An order is found by its place in an index of open ones, not by reading all there are.
  await session.ask('set enable_seqscan = off');
  const ticketed = await countTicketed(session);
  await session.ask('begin');
  const payments = await session.ask(`${await readSql('pay-orders.sql').then(withoutEnd)} returning id`);
  await session.ask(`select pg_notify('outbox', 'payment')`);
  // The commit makes them visible: earlier than it says so.
  const startedAt = performance.now();
  await session.ask('commit');
  const isDone = async (): Promise<true | undefined> => {
    const [row] = await session.ask<{ open: boolean }>(
      `select exists (select from ticketing.orders where status = 'checkout') as open`,
    );
    if (row?.open !== false) return undefined;
    return (await countTicketed(session)) - ticketed >= payments.length ? true : undefined;
  };
  const done = await until(isDone, { mostSeconds, everyMilliseconds });
  return done === undefined ? undefined : (performance.now() - startedAt) / 1_000;
}

/** The statement without its semicolon. */
function withoutEnd(text: string): string {
  return text.trimEnd().replace(/;$/, '');
}

async function countTicketed(session: Session): Promise<number> {
  const [row] = await session.ask<{ count: number }>('select count(*) as count from ticketing.tickets');
  return row?.count ?? 0;
}
