import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { startPostgres18 } from '@safiri/testkit/postgres-servers';
import { ask, contradictions } from '../product/books.ts';
import { newGuest } from '../product/buyer.ts';
import { freePort } from '../product/free-port.ts';
import { launch, launchProgram, type Launched } from '../product/launch.ts';
import { getPreviousRelease } from '../product/previous-release.ts';
import { searchPath } from '../product/product-config.ts';
import { bought, orderOf, tokensOf } from '../product/purchases.ts';

const release = await getPreviousRelease();
const missing = 'missing' in release ? release.missing : undefined;
const toDo: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  if ('remove' in release) await release.remove();
  for (const step of toDo.toReversed()) await step();
});

describe.skipIf(missing !== undefined)(
  `the previous release${missing === undefined ? '' : ` (skipped: ${missing})`}`,
  () => {
    it(
      'sells while this one changes the schema under it, beside it, and alone again after a roll-back',
      { timeout: 600_000 },
      async () => {
        if ('missing' in release) return;
        const server = await startPostgres18();
        toDo.push(async () => await server.stop());
        const places = {
          wallet: String(await freePort()),
          before: await place(server.url),
          now: await place(server.url),
        };

        const previous = await start(release.main, {
          ...places.before.environment,
          MOMO_SIMULATOR_PORT: places.wallet,
        });
        const first = await buy(places.before.address, [1]);

        // Both open what the first of them sealed.
        await cp(path.join(places.before.folder, 'secrets.json'), path.join(places.now.folder, 'secrets.json'));
        const selling = buy(places.before.address, [2]);
        // Its own wallet is not asked: there is one world outside.
        const present = await launch({ ...places.now.environment, MOMO_BASE_URL: `http://127.0.0.1:${places.wallet}` });
        toDo.push(async () => await present.end('SIGTERM'));
        const during = await selling;

        // Each hears a part of what the other says.
        const beside = await Promise.all([
          buy(places.before.address, [3, 4]),
          buy(places.now.address, [5, 6]),
          buy(places.before.address, [7]),
          buy(places.now.address, [8]),
        ]);
        for (const order of [first, during, ...beside])
          for (const { address } of [places.before, places.now])
            expect(tokensOf(await orderOf(address, order.link ?? ''))).toEqual(tokensOf(order));

        await present.end('SIGTERM');
        const after = await buy(places.before.address, [9]);
        expect(tokensOf(after)).not.toContain('no token');
        await expect
          .poll(async () => Object.values((await ask(server.url, contradictions))[0] ?? { none: 1 }), {
            timeout: 60_000,
          })
          .toEqual(Array.from({ length: 9 }, () => 0));
        await previous.end('SIGTERM');
      },
    );
  },
);

type Place = {
  readonly address: string;
  readonly folder: string;
  readonly environment: Readonly<Record<string, string>>;
};

async function place(databaseUrl: string): Promise<Place> {
  const folder = await mkdtemp(path.join(tmpdir(), 'safiri-release-'));
  toDo.push(async () => await rm(folder, { recursive: true, force: true }));
  const port = await freePort();
  const environment = {
    PATH: searchPath(),
    PORT: String(port),
    SAFIRI_DATA_DIR: folder,
    MIGRATION_DATABASE_URL: databaseUrl,
    DATABASE_URL: databaseUrl,
    SAFIRI_SIMULATORS: 'momo',
    SALE_HORIZON_DAYS: '3',
    BCRYPT_COST: '4',
    NODE_COMPILE_CACHE: path.join(inject('journeysFolder'), 'compiled'),
  };
  return { address: `http://localhost:${port}`, folder, environment };
}

async function start(program: string, environment: Readonly<Record<string, string>>): Promise<Launched> {
  const running = await launchProgram(program, environment, async (output) => output.includes('Ctrl-C stops it'));
  toDo.push(async () => await running.end('SIGTERM'));
  return running;
}

async function buy(address: string, seats: readonly number[]): ReturnType<typeof bought> {
  return await bought(await newGuest(address), { departs: '05:30', seats });
}
