import { openSession, type Session } from '../database/ask.ts';
import { readSql } from '../database/read-sql.ts';
import type { ScratchServer } from '../database/scratch-server.ts';
import { until } from '../database/until.ts';
import { figuresOf } from '../figures.ts';
import type { LoadReport } from '../load/load-job.ts';
import type { RunReport } from '../run-report.ts';
import { cpuSecondsOf } from '../use/cpu-time.ts';
import { network } from '../workloads.ts';
import { makeSeatRows } from './bulk-holds.ts';
import { freePort } from './free-port.ts';
import { beginAsGuests } from './hold-load.ts';
import { approvesAtOnce, findChargeViolations, startMomo, type Momo } from './momo.ts';
import { nextSeats, openOrders } from './open-paying.ts';
import { awaitDrained } from './sales-database.ts';
import { startGenerator, type Generator } from './start-generator.ts';
import { startService, type RunningService } from './start-service.ts';

/** A run, and what of all processor time in it the simulated company took; undefined where the system does not say. */
export type PaymentsReport = RunReport & { readonly companyShare: number | undefined };

export type Payments = AsyncDisposable & {
  run(request: { readonly connections: number; readonly seconds: number }): Promise<PaymentsReport>;
};

/** The first run is to find out how many are paid in a second, and fewer than these say nothing. */
const fewestPayments = 64;
const mostPayments = 10_000;
/** Payments that are not in the ledger by then are lost: longer than the pauses between status queries, where a callback was missed. */
const mostSeconds = 120;

/** The whole product, the simulated MTN and the clients, a process each, with orders that are open for payment. */
export async function openPayments(server: ScratchServer): Promise<Payments> {
  const publicUrl = `http://localhost:${await freePort()}`;
  const momo = await startMomo(server, publicUrl);
  const settings = { ...momo.settings, PORT: new URL(publicUrl).port, PUBLIC_URL: publicUrl };
  const trips = network.spreadTrips;
  const service = await startService({ server, feed: { kind: 'line', trips }, trips, settings });
  const generator = startGenerator();
  await makeSeatRows(service.databaseUrl, service.tripIds);
  const seats = nextSeats(service.tripIds);
  let perSecond = 0;
  let paid = 0;
  return {
    run: async ({ connections, seconds }) => {
      const wanted = Math.min(mostPayments, Math.max(fewestPayments, Math.ceil(perSecond * seconds)));
      await openOrders(service.databaseUrl, seats(wanted));
      paid += wanted;
      const report = await pay({ service, momo, generator }, { connections, wanted, paid });
      perSecond = report.figures.perSecond;
      return report;
    },
    [Symbol.asyncDispose]: async () => {
      await generator.stop();
      await service.stop();
      await momo.stop();
    },
  };
}

type Sides = { readonly service: RunningService; readonly momo: Momo; readonly generator: Generator };

async function pay(
  { service, momo, generator }: Sides,
  run: { readonly connections: number; readonly wanted: number; readonly paid: number },
): Promise<PaymentsReport> {
  const { address, databaseUrl } = service;
  await using session = await openSession(databaseUrl);
  const payers = await giveToGuests(session, await beginAsGuests(address, run.connections));
  const stopWatching = await service.watch(generator.processId);
  const companyBefore = await cpuSecondsOf(momo.processId);
  const startedAt = performance.now();
  const load = generator.ask({ kind: 'payments', address, seconds: mostSeconds, payers, payerPhone: approvesAtOnce });
  const isDone = async (): Promise<true | undefined> => ((await countPosted(session)) >= run.paid ? true : undefined);
  const done = await until(isDone, { mostSeconds, everyMilliseconds: 20 });
  const seconds = (performance.now() - startedAt) / 1_000;
  const report = await load;
  const use = await stopWatching();
  const companySeconds = difference(await cpuSecondsOf(momo.processId), companyBefore);
  const { violations, ...drained } = await awaitDrained(databaseUrl);
  return {
    figures: figuresOf({ latenciesMilliseconds: await listLatencies(session, run.wanted), seconds, won: run.wanted }),
    use,
    ...drained,
    companyShare: shareOf(companySeconds, [use.postgresSeconds, use.service?.cpuSeconds]),
    violations: [
      ...(done === undefined
        ? [
            `payments were not in the ledger within ${mostSeconds} s; requests were answered ${JSON.stringify(report.outcomes)}`,
          ]
        : []),
      ...failuresOf(report),
      ...violations,
      ...(await findViolations(session, momo, run.paid)),
    ],
  };
}

/** Orders belong to whoever pays them: all that are open are dealt out among the guests. */
async function giveToGuests(session: Session, accessTokens: readonly string[]) {
  const subjects = accessTokens.map(subjectOf);
  const orders = await session.ask<{ order_id: string; owner_id: string }>(
    `with dealt as (select order_id, row_number() over () as nth from ticketing.orders where status = 'checkout')
     update ticketing.orders o set owner_id = ($1::uuid[])[1 + dealt.nth % cardinality($1::uuid[])], idempotency_key = o.order_id::text
       from dealt where o.order_id = dealt.order_id
     returning o.order_id, o.owner_id`,
    [subjects],
  );
  return accessTokens.map((accessToken, index) => ({
    accessToken,
    orderIds: orders.filter(({ owner_id: owner }) => owner === subjects[index]).map(({ order_id: order }) => order),
  }));
}

function subjectOf(accessToken: string): string {
  const claims: { sub: string } = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString());
  return claims.sub;
}

async function countPosted(session: Session): Promise<number> {
  const [row] = await session.ask<{ count: number }>(
    `select count(*) as count from payment.ledger_entries where source_kind = 'attempt-succeeded' and account = 'clearing'`,
  );
  return row?.count ?? 0;
}

/** From the attempt's row to its success, with the wallet's approval between: of the newest. */
async function listLatencies(session: Session, count: number): Promise<number[]> {
  const rows = await session.ask<{ milliseconds: number }>(
    `select (extract(epoch from settled_at - created_at) * 1000)::float8 as milliseconds
       from payment.attempts where status = 'succeeded' order by created_at desc limit $1`,
    [count],
  );
  return rows.map(({ milliseconds }) => milliseconds);
}

async function findViolations(session: Session, momo: Momo, paid: number): Promise<string[]> {
  type Row = Record<'paid' | 'open' | 'doubled' | 'posted' | 'unbalanced' | 'postedMinor', number>;
  const [row] = await session.ask<Row>(await readSql('payments-invariants.sql'));
  if (row === undefined) throw new Error('Bug: the invariants gave no row.');
  return [
    ...(row.paid === paid && row.posted === paid
      ? []
      : [`${paid} orders were to be paid, ${row.paid} are, and ${row.posted} are in the ledger`]),
    ...(row.open === 0 ? [] : [`${row.open} attempts did not succeed`]),
    ...(row.doubled === 0 ? [] : [`${row.doubled} orders were paid twice`]),
    ...(row.unbalanced === 0 ? [] : [`the sets of payments sum to ${row.unbalanced}`]),
    ...(await findChargeViolations(momo, { paid, paidMinor: row.postedMinor })),
  ];
}

function failuresOf({ outcomes }: LoadReport): string[] {
  const failures = Object.entries(outcomes).filter(([outcome]) => outcome !== 'begun' && outcome !== 'turned-away');
  return failures.map(([outcome, count]) => `${count} payments were answered ${outcome}`);
}

function difference(after: number | undefined, before: number | undefined): number | undefined {
  return after === undefined || before === undefined ? undefined : after - before;
}

function shareOf(part: number | undefined, others: readonly (number | undefined)[]): number | undefined {
  const known = others.flatMap((each) => each ?? []);
  if (part === undefined || known.length < others.length) return undefined;
  return part / known.reduce((sum, each) => sum + each, part);
}
