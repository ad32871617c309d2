import { Socket } from 'node:net';
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { namingStatements } from './name-statements.ts';

/** A service's connections, made as its running role, with its own schema alone on the search path. */
export type Database = {
  readonly kysely: Kysely<unknown>;
  readonly pool: pg.Pool;
  readonly connectionString: string;
  readonly schema: string;
  close(): Promise<void>;
};

declare const acting: unique symbol;

/** A transaction in which somebody acts. Queries that touch private rows take this type, so they cannot run without an actor. */
export type Tx = Transaction<unknown> & { readonly [acting]: true };

export type ConnectOptions = {
  readonly connectionString: string;
  readonly schema: string;
  /** Twice the cores is enough: more connections only lengthen the queue for row locks (docs/decisions/0004-database.md). */
  readonly maxConnections?: number;
  readonly applicationName?: string;
  /** How long a server may say nothing; tests shorten it. */
  readonly silenceMilliseconds?: number;
};

/** No statement of a request may outlive its caller; a lock not had after this long is answered as overloaded. */
const statementTimeoutMilliseconds = 10_000;
const lockTimeoutMilliseconds = 5_000;
const idleInTransactionMilliseconds = 15_000;
/** A living server has by then ended any statement, and the pool any idle connection: one that is silent for longer has vanished. */
const silenceMilliseconds = 20_000;

export function connect(options: ConnectOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.maxConnections ?? 4,
    connectionTimeoutMillis: 5_000,
    application_name: options.applicationName ?? `safiri-${options.schema}`,
    types: { getTypeParser },
    stream: () => socketThatEnds(options.silenceMilliseconds ?? silenceMilliseconds),
    options: `-c search_path=${options.schema} -c statement_timeout=${statementTimeoutMilliseconds} -c lock_timeout=${lockTimeoutMilliseconds} -c idle_in_transaction_session_timeout=${idleInTransactionMilliseconds}`,
  });
  // A connection that breaks while idle is replaced at the next request, which reports what it meets. One that breaks
  // in a transaction tells its next statement; without a listener it would end the process as well.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    kysely: new Kysely<unknown>({ dialect: new PostgresDialect({ pool: namingStatements(pool) }) }),
    pool,
    connectionString: options.connectionString,
    schema: options.schema,
    close: () => pool.end(),
  };
}

/** Without it a statement sent to a machine that lost its network waits a quarter of an hour for TCP to give up. */
function socketThatEnds(silence: number): Socket {
  const socket = new Socket();
  return socket.setTimeout(silence, () => socket.destroy(new Error('Connection terminated: the server is silent')));
}

const int8 = 20;
const numeric = 1700;
const date = 1082;

/** bigint as number when it is safe (ids and amounts are; anything else is a bug), dates as their text, the rest as pg does. */
const getTypeParser: typeof pg.types.getTypeParser = ((oid: number, format?: 'text') => {
  if (oid === int8) return safeInteger;
  if (oid === date) return (text: string) => text;
  if (oid === numeric) return Number;
  return pg.types.getTypeParser(oid, format);
}) as typeof pg.types.getTypeParser;

function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new Error(`Bug: bigint ${text} is not a safe integer`);
  return value;
}
