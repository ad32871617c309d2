import { ask } from '../database/ask.ts';
import { readSql } from '../database/read-sql.ts';
import type { ScratchServer } from '../database/scratch-server.ts';
import { Violation } from '../pairs.ts';
import type { RunReport } from '../run-report.ts';
import { network } from '../workloads.ts';
import { awaitQuietQueues, findBookingViolations } from './bookings-database.ts';
import { holdInBulk, makeSeatRows, type BulkHold } from './bulk-holds.ts';
import { payOpenOrders } from './pay-orders.ts';
import { awaitDrained, findBloat, findSalesViolations, setUpSeconds } from './sales-database.ts';
import { startService, type RunningService } from './start-service.ts';

export type Paying = AsyncDisposable & {
  /** Pays so many orders at once as were last confirmed in that time. */
  run(seconds: number): Promise<RunReport>;
  checkBloat(): Promise<void>;
};

/** The first run is to find out how many orders a second are confirmed: fewer say nothing, more may take long. */
const firstOrders = 1_000;
/** Then every run lasts about as long as it should, within what the trips have seats for. */
const mostOrders = 20_000;

/** The whole product with trips on sale whose seats are held and paid in bulk. */
export async function openPaying(server: ScratchServer): Promise<Paying> {
  const trips = network.spreadTrips;
  const service = await startService({ server, feed: { kind: 'line', trips }, trips });
  const { databaseUrl, tripIds } = service;
  await makeSeatRows(databaseUrl, tripIds);
  const seats = nextSeats(tripIds);
  let paid = 0;
  let perSecond: number | undefined;
  return {
    run: async (seconds) => {
      const wanted = perSecond === undefined ? firstOrders : Math.min(mostOrders, Math.ceil(perSecond * seconds));
      const orders = await openOrders(databaseUrl, seats(wanted));
      const run = await pay(service, orders);
      paid += orders;
      perSecond = run.figures.perSecond;
      const violations = [
        ...run.violations,
        ...(await awaitQuietQueues(databaseUrl)),
        ...(await findBookingViolations(databaseUrl, paid)),
        ...(await findSalesViolations(databaseUrl, paid)),
      ];
      return { ...run, violations };
    },
    checkBloat: async () => {
      const bloat = await findBloat(databaseUrl);
      if (bloat.length > 0) throw new Violation('all runs', bloat);
    },
    [Symbol.asyncDispose]: async () => await service.stop(),
  };
}

/** Seats that no order had before, one trip after another and each on the first leg. */
export function nextSeats(tripIds: readonly number[]): (count: number) => BulkHold[] {
  let taken = 0;
  return (count) =>
    Array.from({ length: count }, () => {
      const tripId = tripIds[taken % tripIds.length] ?? 0;
      const nth = Math.floor(taken / tripIds.length);
      taken += 1;
      const from = Math.floor(nth / network.seats);
      return { tripId, seats: [(nth % network.seats) + 1], from, to: from + 1 };
    });
}

export async function openOrders(url: string, seats: readonly BulkHold[]): Promise<number> {
  const made = await holdInBulk(url, seats, 3_600);
  await ask(url, await readSql('open-orders.sql'));
  await ask(url, 'vacuum analyze');
  const { violations } = await awaitDrained(url, setUpSeconds);
  if (violations.length > 0) throw new Violation('opening orders for payment', violations);
  return made;
}

async function pay(service: RunningService, orders: number): Promise<RunReport> {
  const stopWatching = await service.watch();
  const seconds = await payOpenOrders(service.databaseUrl);
  const use = await stopWatching();
  const { violations, ...drained } = await awaitDrained(service.databaseUrl);
  const lost = seconds === undefined ? ['paid orders had no tickets two minutes after the payment'] : [];
  return {
    figures: {
      answers: orders,
      perSecond: orders / (seconds ?? Number.POSITIVE_INFINITY),
      won: orders,
      p50Milliseconds: undefined,
      p99Milliseconds: undefined,
    },
    use,
    ...drained,
    violations: [...lost, ...violations],
  };
}
