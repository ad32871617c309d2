import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import pg from 'pg';
import { ensureRolesAndSchemas, rolesOf } from './roles.ts';

/** A service's migrations: its schema and the folder of its numbered SQL files. */
export type MigrationSet = { readonly schema: string; readonly folder: string };

export type MigrateOptions = {
  /** A role that may create roles and schemas. */
  readonly adminUrl: string;
  readonly sets: readonly MigrationSet[];
  /** Passwords of running roles by schema; left out, roles keep theirs. */
  readonly passwords?: Readonly<Record<string, string>>;
  readonly onApplied?: (schema: string, name: string) => void;
};

type MigrationFile = { readonly name: string; readonly text: string; readonly hash: string };

const baseFolder = fileURLToPath(new URL('../../migrations', import.meta.url));

/** One lock for the whole database: processes that start together migrate one after another. */
const migrationLock = 7_236_412_001;

/** Brings every schema to its newest migration. Forward only; each file in a transaction of its own, recorded with its hash. */
export async function migrate(options: MigrateOptions): Promise<void> {
  const client = new pg.Client({ connectionString: options.adminUrl, application_name: 'safiri-migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    await ensureRolesAndSchemas(client, options.passwords ?? {});
    const base = await readMigrations(baseFolder);
    for (const set of options.sets) {
      const files = [
        ...base.map((file) => ({ ...file, name: `base/${file.name}` })),
        ...(await readMigrations(set.folder)),
      ];
      for (const name of await applyMissing(client, set.schema, files)) options.onApplied?.(set.schema, name);
    }
  } finally {
    await client.end();
  }
}

async function readMigrations(folder: string): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_[a-z0-9_]+\.sql$/.test(name)).toSorted();
  return await Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(folder, name), 'utf8');
      return { name, text, hash: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

async function applyMissing(client: pg.Client, schema: string, files: readonly MigrationFile[]): Promise<string[]> {
  const { owner, running } = rolesOf(schema);
  await client.query(`set role ${owner}`);
  try {
    await client.query(
      `create table if not exists ${schema}.migrations (name text primary key, hash text not null, applied_at timestamptz not null default now())`,
    );
    const { rows } = await client.query<{ name: string; hash: string }>(
      `select name, hash from ${schema}.migrations order by name`,
    );
    const applied = new Map(rows.map((row) => [row.name, row.hash]));
    const missing = files.filter((file) => !applied.has(file.name));
    const changed = files.find((file) => applied.has(file.name) && applied.get(file.name) !== file.hash);
    if (changed !== undefined)
      throw new Error(
        `Migration ${schema}/${changed.name} was changed after it ran here. Migrations are never edited: write the next one.`,
      );
    for (const file of missing) {
      const text = file.text.replaceAll('{schema}', schema).replaceAll('{role}', running);
      await client.query('begin');
      try {
        // Waiting behind a long query while holding other locks would stop sales: give up and let the start be repeated.
        await client.query(`set local lock_timeout = '10s'; set local search_path = ${schema}`);
        await client.query(text);
        // A migration may have acted as another role for some of its statements.
        await client.query(`set local role ${owner}`);
        await client.query(`insert into ${schema}.migrations (name, hash) values ($1, $2)`, [file.name, file.hash]);
        await client.query('commit');
      } catch (error) {
        await client.query('rollback');
        throw new Error(
          `Migration ${schema}/${file.name} failed: ${error instanceof Error ? error.message : String(error)}`,
          { cause: error },
        );
      }
    }
    return missing.map((file) => file.name);
  } finally {
    await client.query('reset role');
  }
}
