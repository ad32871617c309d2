import type { TestProject } from 'vitest/node';
import { makeTemplateDatabase } from './template-database.ts';
import type { NoServer } from '@safiri/runtime/servers';
import { startPostgres15, startPostgres18 } from './postgres-servers.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** URL of the superuser of the run's PostgreSQL 18; make a scratch database on it. */
    postgres: string;
    /** The same for PostgreSQL 15, or why there is none on this machine. */
    postgres15: { url: string } | NoServer;
  }
}

/** Once for a test run, before its first file: the servers that all files share. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const [postgres, postgres15] = await Promise.all([startPostgres18(), startPostgres15()]);
  await makeTemplateDatabase(postgres.url);
  provide('postgres', postgres.url);
  provide('postgres15', 'missing' in postgres15 ? postgres15 : { url: postgres15.url });
  return async () => {
    await Promise.all([postgres.stop(), 'missing' in postgres15 ? undefined : postgres15.stop()]);
  };
}
