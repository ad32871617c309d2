import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { openTestbed, type Testbed } from '@safiri/testkit';
import { listLastRuns, readDataFixes, runDataFix, tryDataFix, type DataFix } from '../src/data-fixes/index.ts';

const rowsBroken = 1_200;

let bed: Testbed;
let folder: string;
let fix: DataFix;

beforeAll(async () => {
  bed = await openTestbed({ service: 'qr', postgres: inject('postgres') });
  folder = await mkdtemp(path.join(tmpdir(), 'safiri-fixes-'));
  await writeFile(
    path.join(folder, 'mend_notes.sql'),
    `-- Notes of a week were written empty.
     update notes set body = 'mended' where id in (select id from notes where body = '' order by id limit {batch} for update)`,
  );
  [fix = { name: '', text: '', hash: '' }] = await readDataFixes(folder);
  await bed.admin(`create table qr.notes (id integer primary key, body text not null)`);
  await bed.admin(`grant select, update on qr.notes to safiri_qr`);
});
afterAll(async () => {
  await bed.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  await bed.admin('truncate qr.notes, qr.data_fixes');
  await bed.admin(`alter table qr.notes drop constraint if exists notes_check`);
  await bed.admin(`insert into qr.notes select n, '' from generate_series(1, ${rowsBroken}) n`);
});

async function broken(): Promise<number> {
  const [row] = await bed.admin<{ count: number }>(`select count(*)::int as count from qr.notes where body = ''`);
  return row?.count ?? 0;
}

test('a fix that is tried says what it would change, and changes nothing', async () => {
  expect(await tryDataFix(bed.deps.db, fix)).toEqual({ changedRows: 500, more: true });
  expect(await broken()).toBe(rowsBroken);
  expect(await listLastRuns(bed.deps.db, 10)).toEqual([]);
});

test('a fix changes everything in batches, keeps who did it, and finds nothing the second time', async () => {
  expect(await runDataFix(bed.deps.db, fix, { startedBy: 'jane' })).toEqual({ changedRows: rowsBroken, more: false });
  expect(await broken()).toBe(0);
  expect(await listLastRuns(bed.deps.db, 10)).toMatchObject([
    { name: 'mend_notes', startedBy: 'jane', changedRows: rowsBroken, finishedAt: expect.any(Date) },
  ]);
  expect(await runDataFix(bed.deps.db, fix, { startedBy: 'joe' })).toEqual({ changedRows: 0, more: false });
  expect(await listLastRuns(bed.deps.db, 10)).toMatchObject([{ startedBy: 'joe', changedRows: 0 }]);
});

test('a fix that is broken off keeps its whole batches, and the next run does the rest', async () => {
  await bed.admin(`alter table qr.notes add constraint notes_check check (id <> 700 or body <> 'mended')`);
  await expect(runDataFix(bed.deps.db, fix, { startedBy: 'jane' })).rejects.toThrow(/notes_check/);
  expect(await broken()).toBe(rowsBroken - 500);
  expect(await listLastRuns(bed.deps.db, 10)).toMatchObject([{ changedRows: 500, finishedAt: null }]);
  await bed.admin(`alter table qr.notes drop constraint notes_check`);
  expect(await runDataFix(bed.deps.db, fix, { startedBy: 'jane' })).toEqual({
    changedRows: rowsBroken - 500,
    more: false,
  });
});

test('a fix waits for a buyer who holds a row, and holds up nobody meanwhile', async () => {
  const buyer = await bed.deps.db.pool.connect();
  try {
    await buyer.query(`begin; update qr.notes set body = 'sold' where id = 3`);
    const running = runDataFix(bed.deps.db, fix, { startedBy: 'jane' });
    await expect
      .poll(async () => (await bed.admin('select from pg_stat_activity where wait_event_type = $1', ['Lock'])).length, {
        timeout: 20_000,
      })
      .toBeGreaterThan(0);
    await buyer.query('commit');
    expect(await running).toEqual({ changedRows: rowsBroken - 1, more: false });
  } finally {
    buyer.release();
  }
});

test('a fix may do what its service may, and no more rows at once than a batch', async () => {
  await bed.admin(`revoke update on qr.notes from safiri_qr`);
  await expect(runDataFix(bed.deps.db, fix, { startedBy: 'jane' })).rejects.toThrow(/permission denied/);
  await bed.admin(`grant update on qr.notes to safiri_qr`);
  const all = { ...fix, text: `update notes set body = 'x' where body = '' -- limit {batch}` };
  await expect(runDataFix(bed.deps.db, all, { startedBy: 'jane' })).rejects.toThrow(/1200 rows at once/);
  expect(await broken()).toBe(rowsBroken);
});

test('a file without a bound is refused', async () => {
  const other = await mkdtemp(path.join(tmpdir(), 'safiri-fixes-'));
  await writeFile(path.join(other, 'all.sql'), `update notes set body = 'x'`);
  await expect(readDataFixes(other)).rejects.toThrow(/all.sql says nowhere "limit {batch}"/);
  await rm(other, { recursive: true });
  expect(await readDataFixes(path.join(other, 'nowhere'))).toEqual([]);
});
