import { afterAll, beforeAll, expect, it } from 'vitest';
import { describe as describeMismatch, openWorker, shrink, type Mismatch, type Worker } from './history.ts';
import { modelTestConfig } from './model-test-config.ts';
import type { Seen } from './operations.ts';
import { expectedOf, readStored } from './stored.ts';
import { openWorld, runJob, type World } from './world.ts';

const { seed, operations, workers: workerCount, timeoutMilliseconds } = modelTestConfig;
/** Operations of each worker between two sweeps, which all of them know of. */
const betweenSweeps = 40;

/** A long run says how far it is. */
const sayEvery = betweenSweeps * 25;

let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => await world.close());

it(
  `${operations} random operations by ${workerCount} workers at once are answered as the model foretells, and leave what it holds (SEED=${seed})`,
  {
    timeout: timeoutMilliseconds,
  },
  async () => {
    const counts = new Map<string, number>();
    const workers = Array.from({ length: workerCount }, (_worker, index) =>
      openWorker(world, {
        seed: seed * 1_000 + index,
        count: (operation, seen) => {
          const name = `${operation.kind}: ${wordFor(seen)}`;
          counts.set(name, (counts.get(name) ?? 0) + 1);
        },
      }),
    );
    await runAll(workers);
    // The counter of legs has nothing left to count, and what it counted is right.
    await runJob(world.sale.service, 'count-legs');
    const tripIds = workers.flatMap(({ driver }) => driver.names.trips.map((trip) => trip.tripId));
    const drifted = await world.sale.bed.deps.db.pool.query('select drifted_leg_counts($1) as trip_id', [tripIds]);
    expect(drifted.rows).toEqual([]);
    expect(await readStored(world, workers)).toEqual(expectedOf(workers));
    expect(await world.sale.violations()).toBe(0);
    const said: unknown[] = [];
    await world.sale.service.audit?.((violation) => said.push(violation));
    expect(said).toEqual([]);
    const told = [...counts].map(([name, count]) => `${name} ${count}`);
    console.log(told.toSorted((a, b) => a.localeCompare(b)).join('\n'));
  },
);

/** Short, for a count of what was answered how often. */
function wordFor(seen: Seen): string {
  switch (seen.kind) {
    case 'order':
      return seen.status;
    case 'refused':
      return seen.code;
    case 'paid':
      return seen.cause ?? seen.outcome;
    case 'moved':
      return seen.refused.length > 0 ? 'refused' : 'moved';
    case 'done':
    case 'cancelled':
    case 'kept':
      return 'done';
  }
}

async function runAll(workers: readonly Worker[]): Promise<void> {
  const share = Math.ceil(operations / workers.length);
  for (let done = 0; done < share; done += betweenSweeps) {
    const many = Math.min(betweenSweeps, share - done);
    const running = Promise.all(workers.map(async (worker) => await worker.run(many)));
    // Beside them, as it is in a process: it changes nothing that anybody is told.
    const [mismatches] = await Promise.all([running, runJob(world.sale.service, 'count-legs')]);
    for (const mismatch of mismatches) if (mismatch !== undefined) await fail(mismatch);
    await world.sweep();
    for (const worker of workers) worker.noteSweep();
    if (done % sayEvery === 0)
      console.log(`${Math.min(done + many, share) * workers.length} of ${operations} operations`);
  }
}

async function fail(mismatch: Mismatch): Promise<never> {
  const small = await shrink(world, mismatch);
  return expect.fail(
    small === undefined
      ? `SEED=${seed}: right when done again alone; at first:\n${describeMismatch({ ...mismatch, history: mismatch.history.slice(-30) })}`
      : `SEED=${seed}, cut down from ${mismatch.history.length} operations:\n${describeMismatch(small)}`,
  );
}

it('a mistake that is planted in the model is found, and cut down to the few operations that show it', async () => {
  const worker = openWorker(world, { seed, flawed: true });
  const found = await worker.run(1_000);
  expect(found).toBeDefined();
  if (found === undefined) return;
  const small = await shrink(world, found, { flawed: true });
  expect(small).toBeDefined();
  expect(small?.history.length).toBeLessThanOrEqual(4);
  // Somebody holds a seat, the time of that hold passes, and somebody else is given the seat: the flawed model says no.
  expect(small?.history.filter((operation) => operation.kind === 'hold').length).toBeGreaterThanOrEqual(2);
});
