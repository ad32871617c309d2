import { once } from 'node:events';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { asService, connect, transaction, type Database } from '@safiri/runtime';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { isFeedIdle, tryLockFeed } from './feed-lock.ts';

let bed: Testbed;
/** Its connections are taken for lost when nothing is heard from them for a moment. */
let impatient: Database;
beforeAll(async () => {
  bed = await openTestbed({ service: 'company', postgres: inject('postgres') });
  const { connectionString, schema } = bed.deps.db;
  impatient = connect({ connectionString, schema, silenceMilliseconds: 2_000 });
});
afterAll(async () => {
  await impatient.close();
  await bed.close();
});

const isIdle = async (): Promise<boolean> =>
  await transaction(bed.deps.db, asService, async (tx) => await isFeedIdle(tx, 'slow'));

test('an import that takes longer than a connection may be silent keeps its feed locked', async () => {
  const lock = await tryLockFeed(impatient, 'slow', 100);
  const silent = await impatient.pool.connect();
  await once(silent, 'error');
  silent.release(true);
  expect(await isIdle()).toBe(false);
  await lock?.release();
  expect(await isIdle()).toBe(true);
});
