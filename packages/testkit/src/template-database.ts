import { Client } from 'pg';
import { serviceNames } from '@safiri/contracts';
import { migrate, prepareEmbeddedQueue } from '@safiri/runtime';
import { migrationSets } from './migration-sets.ts';

/** Name of the database that global set-up migrates once; each testbed is a copy of it. */
export const templateDatabase = 'safiri_template';

/** Migrates all services and the queue into a database that is copied for each test file: a copy takes a tenth of the time. */
export async function makeTemplateDatabase(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(`create database ${templateDatabase}`);
  await client.end();
  const url = new URL(adminUrl);
  url.pathname = `/${templateDatabase}`;
  await migrate({ adminUrl: url.href, sets: migrationSets() });
  await prepareEmbeddedQueue(url.href, serviceNames);
}
