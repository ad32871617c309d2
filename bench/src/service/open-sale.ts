import type { ScratchServer } from '../database/scratch-server.ts';
import { Violation } from '../pairs.ts';
import { hotTripsFor } from '../workloads.ts';
import { makeSeatRows } from './bulk-holds.ts';
import { createHoldLoad, type HoldLoad, type TripSet } from './hold-load.ts';
import { findBloat } from './sales-database.ts';
import { startGenerator } from './start-generator.ts';
import { startService, type RunningService } from './start-service.ts';

/** Twice what one Node process answers without a database (docs/decisions/0003-http-and-validation.md). */
const mostAttemptsPerSecond = 15_000;

/** How many trips a set has: some to choose from, and so many that they last for all hot runs together. */
export type SetSize = { readonly spread: number; readonly hotSeconds: number };

export type Sale = AsyncDisposable & {
  readonly service: RunningService;
  readonly databaseUrl: string;
  readonly load: HoldLoad;
  /** Trips of one line that no other set has. */
  takeTrips(size: SetSize): TripSet;
  /** Ends the measurement when a table that news passes through did not become small again. */
  checkBloat(): Promise<void>;
};

/** The whole product with the trips on sale that holds are measured on, and a process that asks it. */
export async function openSale(options: {
  readonly server: ScratchServer;
  /** All sets that will be taken. */
  readonly sets: readonly SetSize[];
  readonly withoutJobs?: readonly string[];
  /** Where several products are measured side by side. */
  readonly database?: string;
  readonly settings?: Readonly<Record<string, string>>;
}): Promise<Sale> {
  const { sets, ...started } = options;
  await using undo = new AsyncDisposableStack();
  const trips = sets.reduce((sum, size) => sum + size.spread + hotTripsOf(size), 0);
  const feed = { kind: 'line', trips } as const;
  const service = undo.adopt(await startService({ ...started, feed, trips }), async (each) => await each.stop());
  const generator = undo.adopt(startGenerator(), async (each) => await each.stop());
  await makeSeatRows(service.databaseUrl, service.tripIds.slice(0, trips));
  const opened = undo.move();
  let taken = 0;
  const take = (count: number): number[] => service.tripIds.slice(taken, (taken += count));
  return {
    service,
    databaseUrl: service.databaseUrl,
    load: createHoldLoad(service, generator),
    takeTrips: (size) => ({ spread: take(size.spread), hot: take(hotTripsOf(size)) }),
    checkBloat: async () => {
      const bloat = await findBloat(service.databaseUrl);
      if (bloat.length > 0) throw new Violation('all runs', bloat);
    },
    [Symbol.asyncDispose]: async () => await opened.disposeAsync(),
  };
}

function hotTripsOf({ hotSeconds }: SetSize): number {
  return hotTripsFor(hotSeconds, mostAttemptsPerSecond);
}
