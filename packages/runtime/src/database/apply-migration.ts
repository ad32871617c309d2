import { setTimeout as wait } from 'node:timers/promises';
import type pg from 'pg';
import { hasSqlState } from './errors.ts';
import { rolesOf } from './roles.ts';

export type MigrationFile = { readonly name: string; readonly text: string; readonly hash: string };

/** A file that ends so holds one `create index concurrently`, which PostgreSQL allows in no transaction. */
const concurrent = /_concurrently\.sql$/;

/**
 * Who waits for a lock of a table holds up everybody who comes after, sales too. So it waits shorter than a person would
 * notice much of, lets them pass, and asks again: most locks of ours are held for milliseconds.
 */
const lockPatience = '2s';
const lockTries = 15;
const pauseMilliseconds = 1_000;
/** Building an index beside writers takes locks that stop nobody, and waits for every transaction that is older. */
const indexPatience = '10min';

/** Runs one file whole or not at all, and records it with its hash. The connection acts as the schema's owner, before and after. */
export async function applyMigration(client: pg.Client, schema: string, file: MigrationFile): Promise<void> {
  try {
    if (concurrent.test(file.name)) await buildIndex(client, schema, filled(schema, file.text));
    for (let attempt = 1; ; attempt += 1) {
      try {
        await inTransaction(client, schema, file);
        return;
      } catch (error) {
        await client.query('rollback');
        if (attempt === lockTries || !hasSqlState(error, '55P03')) throw error;
        await wait(pauseMilliseconds);
      }
    }
  } catch (error) {
    throw new Error(
      `Migration ${schema}/${file.name} failed: ${error instanceof Error ? error.message : String(error)}`,
      { cause: error },
    );
  }
}

async function inTransaction(client: pg.Client, schema: string, file: MigrationFile): Promise<void> {
  await client.query('begin');
  await client.query(`set local lock_timeout = '${lockPatience}'; set local search_path = ${schema}`);
  if (!concurrent.test(file.name)) await client.query(filled(schema, file.text));
  // A migration may have acted as another role for some of its statements.
  await client.query(`set local role ${rolesOf(schema).owner}`);
  await client.query(`insert into ${schema}.migrations (name, hash) values ($1, $2)`, [file.name, file.hash]);
  await client.query('commit');
}

function filled(schema: string, text: string): string {
  return text.replaceAll('{schema}', schema).replaceAll('{role}', rolesOf(schema).running);
}

/**
 * As whoever owns the table. What an earlier, interrupted build left behind is removed first: it has the name and is never
 * used. Nobody else builds here meanwhile, since we hold the migration lock.
 */
async function buildIndex(client: pg.Client, schema: string, text: string): Promise<void> {
  const { owner } = rolesOf(schema);
  const table = /\bon\s+([a-z0-9_]+)/i.exec(text)?.[1];
  const { rows } = await client.query<{ tableowner: string }>(
    'select tableowner from pg_tables where schemaname = $1 and tablename = $2',
    [schema, table],
  );
  const builder = rows[0]?.tableowner ?? owner;
  if (builder !== owner) await client.query(`grant create on schema ${schema} to ${builder}`);
  await client.query(`set role ${builder}`);
  try {
    await client.query(`set search_path = ${schema}`);
    await client.query(`set lock_timeout = '${indexPatience}'`);
    for (const name of await invalidIndexes(client, schema)) await client.query(`drop index concurrently ${name}`);
    await client.query(text);
  } finally {
    await client.query('reset lock_timeout');
    await client.query('reset search_path');
    await client.query(`set role ${owner}`);
    if (builder !== owner) await client.query(`revoke create on schema ${schema} from ${builder}`);
  }
}

async function invalidIndexes(client: pg.Client, schema: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', n.nspname, c.relname) as name
       from pg_index i join pg_class c on c.oid = i.indexrelid join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and not i.indisvalid and pg_get_userbyid(c.relowner) = current_user order by 1`,
    [schema],
  );
  return rows.map(({ name }) => name);
}
