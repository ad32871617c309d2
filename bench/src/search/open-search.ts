import { createClient } from '@safiri/client';
import { searchTrips } from '@safiri/contracts';
import { addDays, serviceDate } from '@safiri/kernel';
import { ask } from '../database/ask.ts';
import type { ScratchServer } from '../database/scratch-server.ts';
import { figuresOf } from '../figures.ts';
import type { LoadReport } from '../load/load-job.ts';
import { Violation } from '../pairs.ts';
import type { RunReport } from '../run-report.ts';
import { awaitDrained, setUpSeconds } from '../service/sales-database.ts';
import { startGenerator } from '../service/start-generator.ts';
import { startService } from '../service/start-service.ts';
import { listStopIds } from './read-network.ts';
import type { SearchKey } from './search-keys.ts';
import { searchNetwork } from './search-network.ts';
import { sellSomeSeats } from './sell-some-seats.ts';

/** Single searches are asked patiently on a crowded machine: they are compared, not measured. */
const searchMilliseconds = 60_000;

export type Search = AsyncDisposable & {
  readonly databaseUrl: string;
  readonly firstDate: string;
  run(request: {
    readonly skewed: boolean;
    readonly connections: number;
    readonly seconds: number;
  }): Promise<RunReport>;
  /** The trips it answers for one key, earliest first. */
  find(key: SearchKey): Promise<number[]>;
};

/** The whole product with the search network on sale, some of its seats taken, and a process that asks it. */
export async function openSearch(server: ScratchServer): Promise<Search> {
  await using undo = new AsyncDisposableStack();
  const { lines, departuresADay, days } = searchNetwork;
  const trips = lines * departuresADay * days;
  const service = undo.adopt(
    await startService({ server, feed: { kind: 'search' }, trips }),
    async (each) => await each.stop(),
  );
  const { address, databaseUrl, firstDate } = service;
  const generator = undo.adopt(startGenerator(), async (each) => await each.stop());
  await sellSomeSeats(databaseUrl);
  const { violations } = await awaitDrained(databaseUrl, setUpSeconds);
  if (violations.length > 0) throw new Violation('selling some seats', violations);
  await ask(databaseUrl, 'vacuum analyze');
  const stopIds = await listStopIds(databaseUrl);
  const dates = Array.from({ length: days }, (_, day) => String(addDays(serviceDate(firstDate), day)));
  const call = createClient({ baseUrl: address, timeoutMilliseconds: searchMilliseconds });
  const opened = undo.move();
  return {
    databaseUrl,
    firstDate,
    run: async (request) => {
      const stopWatching = await service.watch(generator.processId);
      const report = await generator.ask({ kind: 'searches', address, stopIds, dates, ...request });
      const use = await stopWatching();
      const won = report.outcomes['found'] ?? 0;
      return { figures: figuresOf({ ...report, won }), use, violations: failuresOf(report) };
    },
    find: async ({ from, to, day }) => {
      const query = { from: stopIds[from] ?? '', to: stopIds[to] ?? '', date: dates[day] ?? '' };
      const answer = await call(searchTrips, { query });
      return answer.ok ? answer.value.offers.map((offer) => offer.tripId) : [];
    },
    [Symbol.asyncDispose]: async () => await opened.disposeAsync(),
  };
}

function failuresOf({ outcomes }: LoadReport): string[] {
  const failures = Object.entries(outcomes).filter(([outcome]) => outcome !== 'found');
  return failures.map(([outcome, count]) => `${count} searches were answered ${outcome}`);
}
