import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { createGroupCommit } from './group-commit.ts';
import { wholeNumber, type Row } from './rows.ts';
import { kitTables } from './schema.ts';

/** A company's own tables, made after those of the kit. */
export type BooksSchema = {
  readonly tables: string;
  /** What brings books of version 1 to 2, of 2 to 3 and so on; also for a change of the kit's tables. */
  readonly upgrades: readonly string[];
};

export type Reader = {
  find(sql: string, ...values: SQLInputValue[]): Row | undefined;
  list(sql: string, ...values: SQLInputValue[]): Row[];
};

/** Only `write` hands one out, so that a change outside a transaction does not type-check. */
export type Writer = Reader & {
  /** Runs a statement; answers how many rows it changed. */
  run(sql: string, ...values: SQLInputValue[]): number;
};

export type Books = Reader & {
  /** One transaction: on the disk when this resolves, gone without a trace when `work` throws. */
  write<T>(work: (tx: Writer) => T): Promise<T>;
  /** Commits what waits, then closes. */
  close(): void;
};

export type BooksPlace = {
  /** Folder of the books; made when absent, locked by the one simulator that uses it. */
  readonly dataFolder: string;
  /** How long to wait for books that another simulator still has open. */
  readonly handoverMillis: number;
};

/** Books that another process has open, that a newer version wrote, or that cannot be read. The message is a sentence for a person. */
export class BooksRefused extends Error {
  override readonly name = 'BooksRefused';
}

/**
 * Opens or makes the books in that folder and keeps them locked until they are closed or the process ends. Waits that long
 * for another process that has them open.
 */
export function openBooks(schema: BooksSchema, { dataFolder, handoverMillis }: BooksPlace): Books {
  makeFolder(dataFolder);
  const file = join(dataFolder, 'books.sqlite');
  const database = new DatabaseSync(file, { open: false, timeout: handoverMillis, enableForeignKeyConstraints: true });
  try {
    database.open();
    prepareDatabase(database, { file, schema });
  } catch (error) {
    if (database.isOpen) database.close();
    throw asBooksRefused(error, file);
  }
  return booksOn(database);
}

function makeFolder(dataFolder: string): void {
  try {
    mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error;
    throw new BooksRefused(`The folder ${dataFolder} for the books cannot be made: ${error.message}.`, {
      cause: error,
    });
  }
}

function prepareDatabase(database: DatabaseSync, { file, schema }: { file: string; schema: BooksSchema }): void {
  // Full: the write-ahead log reaches the disk before the answer leaves. Exclusive: one process only; the lock dies with it.
  database.exec(
    'pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full; begin immediate',
  );
  const version = schema.upgrades.length + 1;
  const row = database.prepare('pragma user_version').get();
  const found = row === undefined ? 0 : wholeNumber(row, 'user_version');
  if (found > version) {
    throw new BooksRefused(
      `The books ${file} are of version ${found}, this simulator knows ${version}; use a newer simulator or another data folder.`,
    );
  }
  const steps = found === 0 ? [kitTables, schema.tables] : schema.upgrades.slice(found - 1);
  for (const step of steps) database.exec(step);
  database.exec(`pragma user_version = ${version}; commit`);
}

/** SQLite's code for a file that somebody else has locked. */
const sqliteBusy = 5;

function asBooksRefused(error: unknown, file: string): unknown {
  if (!(error instanceof Error) || !('errcode' in error)) return error;
  const sentence =
    error.errcode === sqliteBusy
      ? `The books ${file} are open in another simulator; stop it or choose another data folder.`
      : `The books ${file} cannot be used: ${error.message}.`;
  return new BooksRefused(sentence, { cause: error });
}

function booksOn(database: DatabaseSync): Books {
  // Bounded by the number of SQL texts in this program: none is built from input.
  const statements = new Map<string, StatementSync>();

  function prepared(sql: string): StatementSync {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  }

  const reader: Reader = {
    find: (sql, ...values) => prepared(sql).get(...values),
    list: (sql, ...values) => prepared(sql).all(...values),
  };
  const writer: Writer = { ...reader, run: (sql, ...values) => Number(prepared(sql).run(...values).changes) };

  const { write, flush } = createGroupCommit(database, writer);

  return {
    ...reader,
    write,
    close: () => {
      flush();
      database.close();
    },
  };
}
