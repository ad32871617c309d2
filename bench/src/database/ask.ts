import pg from 'pg';

type Ask = <Row extends Record<string, unknown>>(text: string, values?: readonly unknown[]) => Promise<Row[]>;

/** A session of the superuser; rows come as PostgreSQL says, counts as numbers. */
export type Session = { readonly ask: Ask } & AsyncDisposable;

export async function openSession(connectionString: string): Promise<Session> {
  const client = new pg.Client({
    connectionString,
    application_name: 'safiri-bench',
    types: { getTypeParser },
  });
  await client.connect();
  return {
    ask: async (text, values = []) => (await client.query(text, [...values])).rows,
    [Symbol.asyncDispose]: async () => await client.end(),
  };
}

/** Runs one statement, or a script without parameters, in a session of its own. */
export async function ask<Row extends Record<string, unknown>>(
  connectionString: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<Row[]> {
  await using session = await openSession(connectionString);
  return await session.ask<Row>(text, values);
}

const int8 = 20;
const numeric = 1700;
const date = 1082;
const getTypeParser: typeof pg.types.getTypeParser = (oid: number) => {
  if (oid === int8 || oid === numeric) return Number;
  return oid === date ? String : pg.types.getTypeParser(oid);
};

/** The same server's database of that name, made new. */
export async function createDatabase(adminUrl: string, name: string): Promise<string> {
  await ask(adminUrl, `create database ${name}`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}
