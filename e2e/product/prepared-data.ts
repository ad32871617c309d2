import { cp, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { inject } from 'vitest';
import { ask } from './books.ts';
import { launch } from './launch.ts';

/** The longest that the news of the demo network may be on its way. */
const newsMilliseconds = 60_000;
/** A first start on a crowded machine. */
const startMilliseconds = 180_000;
/** The longest that its database may take to end. */
const endMilliseconds = 60_000;

/**
 * Fills a data folder with what a first start makes: a database with everybody's tables, the demo network on sale. A product
 * of its own makes it once a test run, as every first start does, and ends politely; that takes most of what a start takes.
 */
export async function fillDataFolder(environment: Readonly<Record<string, string>>, dataDir: string): Promise<void> {
  const prepared = path.join(inject('journeysFolder'), 'prepared');
  if (await isFirst(`${prepared}-begun`)) await prepare(environment, prepared);
  await until(() => exists(prepared), {
    within: startMilliseconds,
    else: 'The data folder of the journeys was not made.',
  });
  await cp(prepared, dataDir, { recursive: true });
}

/** Journeys run side by side; whoever makes this mark prepares, and the others wait. */
async function isFirst(mark: string): Promise<boolean> {
  return await mkdir(mark).then(
    () => true,
    () => false,
  );
}

async function prepare(environment: Readonly<Record<string, string>>, prepared: string): Promise<void> {
  const dataDir = `${prepared}-soon`;
  await mkdir(dataDir);
  const product = await launch({ ...environment, SAFIRI_DATA_DIR: dataDir });
  try {
    const databaseUrl = await databaseUrlIn(dataDir);
    await untilTold(databaseUrl);
    // Then its database ends quickly.
    await ask(databaseUrl, 'checkpoint');
  } finally {
    await product.end('SIGTERM');
  }
  const databaseRuns = path.join(dataDir, 'postgresql', 'cluster', 'postmaster.pid');
  // On a crowded machine a product leaves its database to end by itself, and half of one must not be copied.
  await until(async () => !(await exists(databaseRuns)), {
    within: endMilliseconds,
    else: 'The database did not end.',
  });
  await rm(path.join(dataDir, 'logs'), { recursive: true });
  await rename(dataDir, prepared);
}

/** The superuser's address of the database of a product that runs on this folder. */
export async function databaseUrlIn(dataDir: string): Promise<string> {
  const running: { adminUrl: string } = JSON.parse(await readFile(path.join(dataDir, 'running.json'), 'utf8'));
  return running.adminUrl;
}

/** What the start says is heard by all who listen: trips are dated and told before it is ready, and heard a moment later. */
async function untilTold(databaseUrl: string): Promise<void> {
  const told = async (): Promise<boolean> => {
    const [row] = await ask(
      databaseUrl,
      `select exists (select from company.outbox) or exists (select from auth.outbox)
           or exists (select from queue.job where state < 'completed') as waiting`,
    );
    return row?.['waiting'] === false;
  };
  await until(told, { within: newsMilliseconds, else: 'The demo network was not told to all within a minute.' });
}

type Patience = { /** Milliseconds. */ readonly within: number; readonly else: string };

async function until(isSo: () => Promise<boolean>, patience: Patience): Promise<void> {
  const deadline = performance.now() + patience.within;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(patience.else);
    await wait(50);
  }
}

async function exists(folder: string): Promise<boolean> {
  return await stat(folder).then(
    () => true,
    () => false,
  );
}
