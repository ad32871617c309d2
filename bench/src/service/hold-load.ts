import { createClient } from '@safiri/client';
import { createGuest } from '@safiri/contracts';
import { figuresOf } from '../figures.ts';
import type { LoadReport } from '../load/load-job.ts';
import type { RunReport, RunRequest } from '../run-report.ts';
import { awaitDrained, findSalesViolations } from './sales-database.ts';
import type { Generator } from './start-generator.ts';
import type { RunningService } from './start-service.ts';

/** Trips that a workload sells; one that is hot uses them up. */
export type TripSet = { readonly spread: readonly number[]; readonly hot: readonly number[] };

export type HoldLoad = {
  /** Runs holds on those trips and checks the books afterwards. */
  run(trips: TripSet, request: RunRequest): Promise<RunReport>;
  /** Says that so many orders were made otherwise. */
  addOrders(count: number): void;
};

/** Remembers what clients were given since the service started. */
export function createHoldLoad(
  service: Pick<RunningService, 'address' | 'databaseUrl' | 'watch'>,
  generator: Generator,
): HoldLoad {
  const { address, databaseUrl } = service;
  const hotAttempts = new Map<TripSet, number>();
  let orders = 0;
  return {
    addOrders: (count) => {
      orders += count;
    },
    run: async (trips, { workload, connections, seconds }) => {
      const accessTokens = await beginAsGuests(address, connections);
      const attempts = hotAttempts.get(trips) ?? 0;
      const stopWatching = await service.watch(generator.processId);
      const report = await generator.ask({
        kind: 'holds',
        address,
        seconds,
        accessTokens,
        tripIds: trips[workload],
        hotAttempts: attempts,
        workload,
      });
      const use = await stopWatching();
      if (workload === 'hot') hotAttempts.set(trips, attempts + totalOf(report));
      const won = report.outcomes['held'] ?? 0;
      orders += won;
      const { violations, ...drained } = await awaitDrained(databaseUrl);
      const failures = [...failuresOf(report), ...violations, ...(await findSalesViolations(databaseUrl, orders))];
      return { figures: figuresOf({ ...report, won }), use, ...drained, violations: failures };
    },
  };
}

function totalOf({ outcomes }: LoadReport): number {
  return Object.values(outcomes).reduce((sum, count) => sum + count, 0);
}

/** So many at a time, and patiently on a crowded machine: signing tokens is not what is measured. */
const guestsAtOnce = 50;
const guestMilliseconds = 60_000;

export async function beginAsGuests(address: string, count: number): Promise<string[]> {
  const call = createClient({ baseUrl: address, timeoutMilliseconds: guestMilliseconds });
  const tokens: string[] = [];
  while (tokens.length < count) {
    const some = Array.from({ length: Math.min(guestsAtOnce, count - tokens.length) }, async () => {
      const answer = await call(createGuest, {});
      if (!answer.ok) throw new Error(`Nobody can begin as a guest: ${answer.code} ${answer.detail}`);
      return answer.value.accessToken;
    });
    tokens.push(...(await Promise.all(some)));
  }
  return tokens;
}

/** Every answer is a hold or the word that the seat is taken, and a full queue may turn clients away; anything else is a failure. */
const expected = new Set(['held', 'taken', 'turned-away']);

function failuresOf({ outcomes }: LoadReport): string[] {
  const failures = Object.entries(outcomes).filter(([outcome]) => !expected.has(outcome));
  return failures.map(([outcome, count]) => `${count} requests were answered ${outcome}`);
}
