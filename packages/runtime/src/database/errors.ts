type PostgresError = Error & { readonly code: string; readonly constraint?: string };

function isPostgresError(error: unknown): error is PostgresError {
  return (
    error instanceof Error && 'code' in error && typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code)
  );
}

/** Whether the database refused with one of these SQLSTATE codes. */
export function hasSqlState(error: unknown, ...codes: readonly string[]): boolean {
  return isPostgresError(error) && codes.includes(error.code);
}

/** Deadlock or serialisation failure: nothing was written, the same work may run again. */
export function isRetryable(error: unknown): boolean {
  return hasSqlState(error, '40P01', '40001');
}

/** The database refused the statement and undid its transaction. Not said of a session that ended: that one may have committed. */
export function isRolledBack(error: unknown): boolean {
  return isPostgresError(error) && !/^(08|57P)/.test(error.code);
}

/** The unique constraint that was violated, or undefined for any other error. */
export function violatedUnique(error: unknown): string | undefined {
  return isPostgresError(error) && error.code === '23505' ? (error.constraint ?? '') : undefined;
}

/** What the network says of a server that is away, moving or behind a broken line. */
const unreachable: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

/** The database cannot serve now: lost connection, shutting down, too many connections, lock or statement time-out. The outcome of a write is unknown. */
export function isUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // First, because EPIPE looks like a code of PostgreSQL.
  if ('code' in error && typeof error.code === 'string' && unreachable.has(error.code)) return true;
  if (isPostgresError(error))
    return /^(08|57P|53)/.test(error.code) || error.code === '55P03' || error.code === '57014';
  return /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/.test(
    error.message,
  );
}
