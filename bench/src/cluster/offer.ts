import { openSession } from '../database/ask.ts';
import { readSql } from '../database/read-sql.ts';
import { until } from '../database/until.ts';
import { figuresOf } from '../figures.ts';
import type { LoadReport } from '../load/load-job.ts';
import type { RunReport } from '../run-report.ts';
import { searchNetwork } from '../search/search-network.ts';
import { beginAsGuests } from '../service/hold-load.ts';
import { approvesAtOnce, findChargeViolations, type Momo } from '../service/momo.ts';
import { findSalesViolations } from '../service/sales-database.ts';
import type { Generator } from '../service/start-generator.ts';
import type { Use } from '../use/watch-use.ts';

/** The product as its clients find it: one process, or many behind Nginx. */
export type Offer = AsyncDisposable & {
  readonly name: string;
  readonly address: string;
  readonly databaseUrl: string;
  watch(generatorId?: number): Promise<() => Promise<Use>>;
};

/** What all offers sell, one after another. */
export type Goods = {
  readonly generator: Generator;
  readonly momo: Momo;
  /** Trips that are bought; those that are held are others. */
  readonly tripIds: readonly number[];
  readonly stopIds: readonly string[];
  /** On which all lines run. */
  readonly dates: readonly string[];
};

type Request = { readonly connections: number; readonly seconds: number };

/** What follows a ticket – the books, the copy for the doors, the message – is there some seconds later, or lost. */
const settledSeconds = 60;

export async function runSearches(offer: Offer, goods: Goods, request: Request): Promise<RunReport> {
  const { generator, stopIds } = goods;
  // Keys are drawn from a month, of which fewer days are on sale here.
  const dates = Array.from({ length: searchNetwork.days }, (_, day) => goods.dates[day % goods.dates.length] ?? '');
  const stopWatching = await offer.watch(generator.processId);
  const job = { kind: 'searches', address: offer.address, stopIds, dates, skewed: false, ...request } as const;
  const report = await generator.ask(job);
  const use = await stopWatching();
  const won = report.outcomes['found'] ?? 0;
  return { figures: figuresOf({ ...report, won }), use, violations: others(report, ['found'], 'searches') };
}

export async function runPurchases(offer: Offer, goods: Goods, request: Request): Promise<RunReport> {
  const { generator, momo, tripIds } = goods;
  const { address, databaseUrl } = offer;
  const before = await countOrders(databaseUrl);
  const accessTokens = await beginAsGuests(address, request.connections);
  const stopWatching = await offer.watch(generator.processId);
  const { seconds } = request;
  const report = await generator.ask({
    kind: 'purchases',
    address,
    seconds,
    accessTokens,
    tripIds,
    payerPhone: approvesAtOnce,
  });
  const use = await stopWatching();
  const bought = report.outcomes['bought'] ?? 0;
  const violations = [
    ...others(report, ['bought', 'taken'], 'purchases'),
    ...(await findPurchaseViolations(databaseUrl, { momo, paid: before.paid + bought })),
    ...(await findSalesViolations(databaseUrl, before.orders + bought)),
  ];
  return { figures: figuresOf({ ...report, won: bought }), use, violations };
}

function others({ outcomes }: LoadReport, expected: readonly string[], what: string): string[] {
  const failures = Object.entries(outcomes).filter(([outcome]) => !expected.includes(outcome));
  return failures.map(([outcome, count]) => `${count} ${what} were answered ${outcome}`);
}

async function countOrders(url: string): Promise<{ readonly orders: number; readonly paid: number }> {
  await using session = await openSession(url);
  const [row] = await session.ask<{ orders: number; paid: number }>(
    `select count(*) as orders, count(*) filter (where status = 'confirmed') as paid from ticketing.orders`,
  );
  return row ?? { orders: 0, paid: 0 };
}

/** What must never be, a sentence each: every purchase is in every service's books once, and in those of MTN. */
async function findPurchaseViolations(
  url: string,
  { momo, paid }: { readonly momo: Momo; readonly paid: number },
): Promise<string[]> {
  await using session = await openSession(url);
  const text = await readSql('purchases-invariants.sql');
  type Row = { readonly what: string; readonly count: number; readonly paidMinor: number };
  let rows: readonly Row[] = [];
  const isSettled = async (): Promise<true | undefined> => {
    rows = await session.ask<Row>(text);
    return rows.length > 0 && rows.every(({ count }) => count === paid) ? true : undefined;
  };
  await until(isSettled, { mostSeconds: settledSeconds, everyMilliseconds: 100 });
  const paidMinor = rows[0]?.paidMinor ?? 0;
  return [
    ...rows.flatMap(({ what, count }) =>
      count === paid ? [] : [`${paid} tickets were bought, and ${count} ${what}, ${settledSeconds} s later`],
    ),
    ...(await findChargeViolations(momo, { paid, paidMinor })),
  ];
}
