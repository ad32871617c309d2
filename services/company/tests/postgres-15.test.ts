import { expect, inject, test } from 'vitest';
import { movableClock } from '@safiri/kernel';
import { connect, createLog, migrate, rolesOf } from '@safiri/runtime';
import { createScratchDatabase } from '@safiri/testkit';
import { companyMigrations, createCompany } from '../src/index.ts';
import { monday } from './company-testbed.ts';
import { edit, folderOf, smallFeed } from './small-feed.ts';

const postgres15 = inject('postgres15');

test.skipIf('missing' in postgres15)(
  'PostgreSQL 15 takes the migrations, an import, its dates and a second import',
  async () => {
    const scratch = await createScratchDatabase('url' in postgres15 ? postgres15.url : '');
    await migrate({ adminUrl: scratch.url, sets: [companyMigrations] });
    const url = new URL(scratch.url);
    url.username = rolesOf('company').running;
    const db = connect({ connectionString: url.href, schema: 'company' });
    try {
      const log = createLog({ level: 'silent', service: 'company' });
      const callPeer = async () => ({ ok: false, code: 'NO_ANSWER', detail: 'no peer in this test' }) as const;
      const company = createCompany({ db, clock: movableClock(monday), log, callPeer, config: { saleHorizonDays: 1 } });
      const source = { folder: await folderOf(smallFeed) };
      expect(await company.importFeed({ feedName: 'small', source })).toMatchObject({ status: 'imported' });
      expect(await company.dateTrips()).toBe(8);
      expect(await company.importFeed({ feedName: 'small', source })).toMatchObject({ status: 'unchanged' });
      const changed = { folder: await folderOf(edit(smallFeed, 'routes.txt', { from: 'Rubavu', to: 'Gisenyi' })) };
      expect(await company.importFeed({ feedName: 'small', source: changed })).toMatchObject({ status: 'imported' });
      expect(await company.dateTrips()).toBe(0);
    } finally {
      await db.close();
      await scratch.drop();
    }
  },
);
