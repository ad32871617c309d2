import { openSession, type Session } from '../database/ask.ts';
import { readSql } from '../database/read-sql.ts';
import type { ScratchServer } from '../database/scratch-server.ts';
import { until } from '../database/until.ts';
import type { RunReport } from '../run-report.ts';
import { awaitDrained } from './sales-database.ts';
import { startService, type RunningService } from './start-service.ts';

export type Ledger = AsyncDisposable & {
  /** Tells at once of so many bookings as were last posted in that time. */
  run(seconds: number): Promise<RunReport>;
};

/** The first run is to find out how many a second are posted. */
const firstBookings = 1_000;
const mostBookings = 20_000;
/** Bookings that were told this long ago and are not posted are lost. */
const mostSeconds = 120;

/** The whole product, told of bookings by ticketing's outbox; payment posts them. */
export async function openLedger(server: ScratchServer): Promise<Ledger> {
  const service = await startService({ server, feed: { kind: 'line', trips: 1 }, trips: 1 });
  let perSecond: number | undefined;
  return {
    run: async (seconds) => {
      const bookings = perSecond === undefined ? firstBookings : Math.min(mostBookings, Math.ceil(perSecond * seconds));
      const run = await post(service, bookings);
      perSecond = run.figures.perSecond;
      return run;
    },
    [Symbol.asyncDispose]: async () => await service.stop(),
  };
}

async function post(service: RunningService, bookings: number): Promise<RunReport> {
  await using session = await openSession(service.databaseUrl);
  // The check of the ledger names its table alone: it is POSTING's as well.
  await session.ask('set search_path = payment');
  const posted = await countPosted(session);
  const stopWatching = await service.watch();
  await session.ask('begin');
  await session.ask(await readSql('tell-bookings.sql'), [bookings]);
  await session.ask(`select pg_notify('outbox', 'ticketing')`);
  // The commit makes them visible: earlier than it says so.
  const startedAt = performance.now();
  await session.ask('commit');
  const isDone = async (): Promise<true | undefined> =>
    (await countPosted(session)) - posted >= bookings ? true : undefined;
  const done = await until(isDone, { mostSeconds, everyMilliseconds: 20 });
  const seconds = (performance.now() - startedAt) / 1_000;
  const use = await stopWatching();
  const { violations, ...drained } = await awaitDrained(service.databaseUrl);
  const lost = done === undefined ? [`bookings were not posted within ${mostSeconds} s`] : [];
  return {
    figures: figuresOf(bookings, seconds),
    use,
    ...drained,
    violations: [...lost, ...violations, ...(await findBroken(session))],
  };
}

function figuresOf(bookings: number, seconds: number): RunReport['figures'] {
  return {
    answers: bookings,
    perSecond: bookings / seconds,
    won: bookings,
    p50Milliseconds: undefined,
    p99Milliseconds: undefined,
  };
}

/** Of each booking the passenger's money has one entry. */
async function countPosted(session: Session): Promise<number> {
  const [row] = await session.ask<{ count: number }>(
    `select count(*) as count from ledger_entries where company_id = '00000000-0000-0000-0000-000000000000' and source_kind = 'booking-confirmed' and entry_no = 1`,
  );
  return row?.count ?? 0;
}

async function findBroken(session: Session): Promise<string[]> {
  const [row] = await session.ask<{ violations: number }>(await readSql('ledger-invariants.sql'));
  return row?.violations === 0 ? [] : [`${row?.violations} sets of the ledger are not whole`];
}
