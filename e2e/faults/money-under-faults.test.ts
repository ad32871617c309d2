import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../product/run-command.ts';
import { purchase } from './buying.ts';
import { faultsConfig } from './faults-config.ts';
import { differences, totals } from './reckoning.ts';
import { settle } from './settling.ts';
import { tell } from './story.ts';
import { befall } from './trouble.ts';
import { openWorld, type World } from './world.ts';

const { seed, purchases, lanes, timeoutMilliseconds } = faultsConfig;
const again = `SEED=${seed} PURCHASES=${purchases} npm test -- e2e/faults`;
/** Refunds that fail are tried six times before they rest. */
const settlingMilliseconds = 120_000;

/** Six programs start, on a machine that may be crowded. */
const startMilliseconds = 600_000;

/** Characters of the product's log that are shown when something stays open. */
const mostLogged = 20_000;

let world: World;
beforeAll(async () => {
  world = await openWorld();
}, startMilliseconds);
afterAll(async () => await world.remove());

it(
  `whatever fails of four payment companies and of the product, all their books agree on every order (${again})`,
  async () => {
    const story = tell(seed, purchases);
    const perPurchase = story.troubles.length / purchases;
    const going: Promise<void>[] = [];
    let befallen = 0;
    await inLanes(story.purchases.length, async (index) => {
      const wish = story.purchases[index];
      for (; befallen < Math.floor(index * perPurchase); befallen += 1) {
        const trouble = story.troubles[befallen];
        if (trouble !== undefined) going.push(begun(befall(world, trouble)));
      }
      if (wish !== undefined) await purchase(world, wish, index);
    });
    await Promise.all(going);

    const open = await settle(world, settlingMilliseconds);
    if (open.length > 0) console.error(await lastLog(world));
    expect(open, `still open. Again: ${again}`).toEqual([]);
    expect(await differences(world), `books that differ. Again: ${again}`).toEqual([]);
    const audit = await runCommand(world.product, 'audit');
    expect(audit.output, `the audit. Again: ${again}`).toMatch(/Nothing is wrong\.\n$/);
    expect(audit.exitCode).toBe(0);
    for (const line of await totals(world)) console.log(line);
  },
  timeoutMilliseconds,
);

async function lastLog({ product }: World): Promise<string> {
  return (await readFile(path.join(product.dataDir, 'logs', 'safiri.log'), 'utf8')).slice(-mostLogged);
}

/** Goes on beside the rest; whether it failed is asked at the end. */
function begun(work: Promise<void>): Promise<void> {
  work.catch(() => undefined);
  return work;
}

/** So many buyers at a time. */
async function inLanes(count: number, work: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await work(next - 1);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}
