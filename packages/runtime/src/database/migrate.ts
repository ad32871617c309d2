import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import path from 'node:path';
import type pg from 'pg';
import { applyMigration, type MigrationFile } from './apply-migration.ts';
import { whileMigrating } from './migration-lock.ts';
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

const baseFolder = fileURLToPath(new URL('../../migrations', import.meta.url));

/** Brings every schema to its newest migration. Forward only; each file in a transaction of its own, recorded with its hash. */
export async function migrate(options: MigrateOptions): Promise<void> {
  await whileMigrating(options.adminUrl, async (client) => {
    await ensureRolesAndSchemas(client, options.passwords ?? {});
    const base = await readMigrations(baseFolder);
    for (const set of options.sets) {
      const files = [
        ...base.map((file) => ({ ...file, name: `base/${file.name}` })),
        ...(await readMigrations(set.folder)),
      ];
      for (const name of await applyMissing(client, set.schema, files)) options.onApplied?.(set.schema, name);
    }
  });
}

async function readMigrations(folder: string): Promise<MigrationFile[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted();
  refuseMisnamed(folder, names);
  return await Promise.all(
    names.map(async (name) => {
      const text = await readFile(path.join(folder, name), 'utf8');
      return { name, text, hash: createHash('sha256').update(text).digest('hex') };
    }),
  );
}

/** A file that was silently passed over, or whose turn is anybody's guess, would be missed only in production. */
function refuseMisnamed(folder: string, names: readonly string[]): void {
  const misnamed = names.find((name) => !/^\d{4}_[a-z0-9_]+\.sql$/.test(name));
  if (misnamed !== undefined)
    throw new Error(`Migration ${path.join(folder, misnamed)} needs a name like 0002_what_it_does.sql.`);
  const second = names.find((name, index) => name.slice(0, 4) === names[index - 1]?.slice(0, 4));
  if (second !== undefined)
    throw new Error(`Migration ${path.join(folder, second)} has a number that another one has already.`);
}

async function applyMissing(client: pg.Client, schema: string, files: readonly MigrationFile[]): Promise<string[]> {
  const { owner } = rolesOf(schema);
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
    for (const file of missing) await applyMigration(client, schema, file);
    return missing.map((file) => file.name);
  } finally {
    await client.query('reset role');
  }
}
