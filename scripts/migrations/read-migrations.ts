import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Node, hasSqlDetails, parse } from 'libpg-query';

export type Migration = {
  /** A service, or `base` of the runtime. */
  readonly set: string;
  readonly name: string;
  readonly text: string;
};

export type Statement = { readonly line: number; readonly node: Node };

/** All migrations of the product, each set in the order in which it runs. */
export function readMigrations(root: string): Migration[] {
  const services = readdirSync(join(root, 'services')).toSorted();
  const folders = [
    { set: 'base', folder: join(root, 'packages/runtime/migrations') },
    ...services.map((set) => ({ set, folder: join(root, 'services', set, 'migrations') })),
  ];
  return folders.flatMap(sqlFilesIn);
}

/** All data fixes. */
export function readFixes(root: string): Migration[] {
  const services = readdirSync(join(root, 'services')).toSorted();
  return services.flatMap((set) => sqlFilesIn({ set, folder: join(root, 'services', set, 'fixes') }));
}

function sqlFilesIn({ set, folder }: { set: string; folder: string }): Migration[] {
  return sqlFiles(folder).map((name) => ({ set, name, text: readFileSync(join(folder, name), 'utf8') }));
}

function sqlFiles(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.sql'))
      .toSorted();
  } catch {
    return [];
  }
}

/** By PostgreSQL's own parser; what it cannot read is told as a sentence. */
export async function readStatements({ set, text }: Migration): Promise<Statement[] | string> {
  const sql = text.replaceAll('{schema}', set).replaceAll('{role}', runningRole(set));
  try {
    // The parser refuses a text without statements.
    if (withoutComments(sql).trim() === '') return [];
    const { stmts = [] } = await parse(sql);
    const bytes = Buffer.from(sql);
    return stmts.flatMap(({ stmt, stmt_location: start = 0 }) =>
      stmt === undefined ? [] : [{ line: lineAt(bytes, start), node: stmt }],
    );
  } catch (error) {
    if (hasSqlDetails(error)) return error.message;
    throw error;
  }
}

export function runningRole(set: string): string {
  return `safiri_${set}`;
}

/** Of the first word after `start`, which the parser counts in bytes and puts behind the semicolon before. */
function lineAt(bytes: Buffer, start: number): number {
  const rest = bytes.subarray(start).toString();
  const blank = /^(?:\s|--[^\n]*\n)*/.exec(rest)?.[0] ?? '';
  return (bytes.subarray(0, start).toString() + blank).split('\n').length;
}

function withoutComments(sql: string): string {
  return sql.replaceAll(/--[^\n]*/g, '');
}
