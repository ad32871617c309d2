import { expect, inject, test } from 'vitest';
import { movableClock } from '@safiri/kernel';
import {
  connect,
  createLog,
  createOwnMemory,
  generateSigningKeyPem,
  migrate,
  rolesOf,
  serviceSigningKey,
} from '@safiri/runtime';
import { createScratchDatabase } from '@safiri/testkit';
import { companyMigrations, createCompany } from '../src/index.ts';
import { monday } from './company-testbed.ts';
import { edit, smallFeed, withFolder, type FeedFiles } from './small-feed.ts';

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
      const company = createCompany({
        db,
        clock: movableClock(monday),
        log,
        callPeer,
        memory: createOwnMemory(movableClock(monday)),
        signingKey: serviceSigningKey('company', generateSigningKeyPem()),
        config: { saleHorizonDays: 1 },
      });
      const importFiles = async (files: FeedFiles) =>
        await withFolder(files, async (folder) => await company.importFeed({ feedName: 'small', source: { folder } }));
      expect(await importFiles(smallFeed)).toMatchObject({ status: 'imported' });
      expect(await company.dateTrips()).toBe(8);
      expect(await importFiles(smallFeed)).toMatchObject({ status: 'unchanged' });
      expect(await importFiles(edit(smallFeed, 'routes.txt', { from: 'Rubavu', to: 'Gisenyi' }))).toMatchObject({
        status: 'imported',
      });
      expect(await company.dateTrips()).toBe(0);
    } finally {
      await db.close();
      await scratch.drop();
    }
  },
);
