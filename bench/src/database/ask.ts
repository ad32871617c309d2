import pg from 'pg';

/** Runs one statement, or a script without parameters, as the superuser; rows come as PostgreSQL says, counts as numbers. */
export async function ask<Row extends Record<string, unknown>>(
  connectionString: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString, application_name: 'safiri-bench', types: { getTypeParser } });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(text, [...values]);
    return rows;
  } finally {
    await client.end();
  }
}

const int8 = 20;
const numeric = 1700;
const getTypeParser: typeof pg.types.getTypeParser = (oid: number) =>
  oid === int8 || oid === numeric ? Number : pg.types.getTypeParser(oid);

/** The same server's database of that name, made new. */
export async function createDatabase(adminUrl: string, name: string): Promise<string> {
  await ask(adminUrl, `create database ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}
