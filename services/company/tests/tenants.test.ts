import { afterAll, beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { asService, transaction, type DatabaseActor } from '@safiri/runtime';
import { newId } from '@safiri/kernel';
import { openCompanyTestbed, type CompanyTestbed } from './company-testbed.ts';
import { smallFeed } from './small-feed.ts';

let bed: CompanyTestbed;
let companyId: string;

beforeAll(async () => {
  bed = await openCompanyTestbed();
  await bed.importFiles(smallFeed);
  companyId = (await bed.service.listCompanies())[0]?.companyId ?? '';
  await bed.admin(
    `insert into company.buses (bus_id, company_id, plate, layout_id) select gen_random_uuid(), company_id, 'RAA 1', layout_id from company.layouts`,
  );
});
afterAll(async () => await bed.close());

const privateTables = ['buses', 'feeds', 'feed_imports', 'outbox'];
const seen = async (table: string, actor: DatabaseActor): Promise<number> =>
  await transaction(
    bed.deps.db,
    actor,
    async (tx) => (await sql`select from ${sql.table(table)} limit 10`.execute(tx)).rows.length,
  );

test.each(privateTables)('without an actor nobody sees a row of %s', async (table) => {
  const { rows } = await sql`select from ${sql.table(table)} limit 10`.execute(bed.deps.db.kysely);
  expect(rows).toHaveLength(0);
  expect(await seen(table, { kind: 'company', id: newId() })).toBe(0);
  expect(await seen(table, { kind: 'passenger', id: newId() })).toBe(0);
  expect(await seen(table, { kind: 'link', id: newId() })).toBe(0);
});

test('a company sees its own buses, the platform and the service see all', async () => {
  expect(await seen('buses', { kind: 'company', id: companyId })).toBe(1);
  expect(await seen('buses', { kind: 'platform', id: newId() })).toBe(1);
  expect(await seen('buses', asService)).toBe(1);
});

test('a company writes no bus of another company', async () => {
  const write = transaction(
    bed.deps.db,
    { kind: 'company', id: newId() },
    async (tx) =>
      await sql`insert into buses (bus_id, company_id, plate, layout_id) select ${newId()}, company_id, 'RAA 2', layout_id from layouts limit 1`.execute(
        tx,
      ),
  );
  await expect(write).rejects.toThrow('row-level security');
});

test('an import report is read by the platform and written by nobody but the service', async () => {
  expect(await seen('feed_imports', { kind: 'platform', id: newId() })).toBe(1);
  expect(await seen('feed_imports', { kind: 'company', id: companyId })).toBe(0);
  const write = await transaction(
    bed.deps.db,
    { kind: 'platform', id: newId() },
    async (tx) => await sql`update feed_imports set step = 'forged'`.execute(tx),
  );
  expect(write.numAffectedRows).toBe(0n);
});

test('the running role deletes nothing of the timetable and rewrites no trip', async () => {
  const attempt = async (statement: string) =>
    await transaction(bed.deps.db, asService, async (tx) => await sql.raw(statement).execute(tx));
  await expect(attempt('delete from trips')).rejects.toThrow('permission denied');
  await expect(attempt('update trips set departs_at = now()')).rejects.toThrow('permission denied');
  await expect(attempt('delete from patterns')).rejects.toThrow('permission denied');
});
