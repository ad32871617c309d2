import { join } from 'node:path';
import { environmentOf } from '../config.ts';
import { openSession, type Session } from '../database/ask.ts';
import { readSql } from '../database/read-sql.ts';
import type { ScratchServer } from '../database/scratch-server.ts';
import { until } from '../database/until.ts';
import { startChild } from '../parent-and-child.ts';
import type { RunReport } from '../run-report.ts';
import { watchUse } from '../use/watch-use.ts';
import type { BareAnswer, BareRequest } from './bare-process.ts';
import type { NewsRequest } from './news-process.ts';

export type News = AsyncDisposable & {
  /** Tells at once of so many bookings as were last heard of in that time. */
  run(seconds: number): Promise<RunReport>;
  /** As many messages, of the same size. */
  runBare(seconds: number): Promise<RunReport>;
};

/** The first run of each is to find out how many a second arrive. */
const firstMessages = 2_000;
const mostMessages = 100_000;
/** What was told this long ago and did not arrive is lost. */
const mostSeconds = 120;

/**
 * The house's relay, driver and inbox in one process, and in another the same client library alone: durable messages, confirmed,
 * through a quorum queue, acknowledged one by one.
 */
export async function openNews(given: {
  readonly brokerUrl: string;
  /** Of a product that does not run now. */
  readonly databaseUrl: string;
  readonly server: ScratchServer;
}): Promise<News> {
  const { brokerUrl, databaseUrl, server } = given;
  const env = environmentOf({ NODE_ENV: 'production' });
  const fileOf = (name: string): string => join(import.meta.dirname, name);
  const teller = startChild<NewsRequest, 'open'>(fileOf('news-process.ts'), env);
  const bare = startChild<BareRequest, BareAnswer>(fileOf('bare-process.ts'), env);
  await teller.ask({ brokerUrl, databaseUrl });
  const session = await openSession(databaseUrl);
  const { bytes } = await bytesOfMessage(session);
  const rates = { ours: 0, bare: 0 };
  const wanted = (rate: number, seconds: number): number =>
    rate === 0 ? firstMessages : Math.min(mostMessages, Math.ceil(rate * seconds));
  return {
    run: async (seconds) => {
      const messages = wanted(rates.ours, seconds);
      const stopWatching = await watchUse({ postmaster: server.postmasterId, service: teller.processId });
      const took = await tell(session, messages);
      const use = await stopWatching();
      const violations = [
        ...(took === undefined ? [`events were not heard within ${mostSeconds} s`] : []),
        ...(await findLost(session)),
      ];
      const figures = figuresOf(messages, took ?? Number.POSITIVE_INFINITY);
      rates.ours = figures.perSecond;
      return { figures, use, violations };
    },
    runBare: async (seconds) => {
      const messages = wanted(rates.bare, seconds);
      const stopWatching = await watchUse({ postmaster: server.postmasterId, service: bare.processId });
      const answer = await bare.ask({ brokerUrl, messages, bytes });
      const figures = figuresOf(messages, answer.seconds);
      rates.bare = figures.perSecond;
      const violations =
        answer.heard === messages ? [] : [`${messages} bare messages were sent, ${answer.heard} heard`];
      return { figures, use: await stopWatching(), violations };
    },
    [Symbol.asyncDispose]: async () => {
      await session[Symbol.asyncDispose]();
      await teller.stop();
      await bare.stop();
    },
  };
}

function figuresOf(messages: number, seconds: number): RunReport['figures'] {
  return {
    answers: messages,
    perSecond: messages / seconds,
    won: messages,
    p50Milliseconds: undefined,
    p99Milliseconds: undefined,
  };
}

/** Seconds from the commit of the news until the last of it is in the inbox. */
async function tell(session: Session, messages: number): Promise<number | undefined> {
  const heard = await countHeard(session);
  await session.ask('begin');
  await session.ask(await readSql('tell-bookings.sql'), [messages]);
  await session.ask(`select pg_notify('outbox', 'ticketing')`);
  // The commit makes them visible: earlier than it says so.
  const startedAt = performance.now();
  await session.ask('commit');
  const isDone = async (): Promise<true | undefined> =>
    (await countHeard(session)) - heard >= messages ? true : undefined;
  const done = await until(isDone, { mostSeconds, everyMilliseconds: 20 });
  return done === undefined ? undefined : (performance.now() - startedAt) / 1_000;
}

async function countHeard(session: Session): Promise<number> {
  const [row] = await session.ask<{ count: number }>('select count(*) as count from payment.inbox');
  return row?.count ?? 0;
}

/** The last batch is deleted a moment after it was heard. */
async function findLost(session: Session): Promise<string[]> {
  const isEmpty = async (): Promise<true | undefined> => {
    const [row] = await session.ask<{ left: boolean }>('select exists (select from ticketing.outbox) as left');
    return row?.left === false ? true : undefined;
  };
  const empty = await until(isEmpty, { mostSeconds: 10, everyMilliseconds: 20 });
  return empty === undefined ? ['news was in the outbox ten seconds after all of it was heard'] : [];
}

/** Of one such event as it travels, near enough: a row of the outbox as JSON. */
async function bytesOfMessage(session: Session): Promise<{ readonly bytes: number }> {
  await session.ask('begin');
  await session.ask(await readSql('tell-bookings.sql'), [1]);
  const [row] = await session.ask<{ bytes: number }>(
    'select max(octet_length(to_jsonb(o)::text)) as bytes from ticketing.outbox o',
  );
  await session.ask('rollback');
  return row ?? { bytes: 0 };
}
