import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

export type ScratchDatabase = {
  /** Of the superuser, to the fresh database. */
  url: string;
  /** Disconnects whoever is left. */
  drop(): Promise<void>;
};

/** A database of its own for one test file, empty or a copy of `template`; `adminUrl` is what the run provides (`inject('postgres')`). */
export async function createScratchDatabase(
  adminUrl: string,
  options: { template?: string } = {},
): Promise<ScratchDatabase> {
  const name = `scratch_${randomBytes(8).toString('hex')}`;
  await execute(
    adminUrl,
    `create database ${name}${options.template === undefined ? '' : ` template ${options.template} strategy file_copy`}`,
  );
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => execute(adminUrl, `drop database if exists ${name} with (force)`) };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
