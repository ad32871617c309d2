/** Settings of the server, as PostgreSQL names and writes them. */
export type Settings = Readonly<Record<string, string>>;

/** A small machine shared with Node: the whole product stays below 1 GiB at rest. */
const SMALL_MACHINE: Settings = {
  shared_buffers: '128MB',
  /** Pools of six services, the queue and its listeners, with room for a person with psql; an idle one costs about 2 MB. */
  max_connections: '120',
  /** Kept and reused: making new segments during a busy hour stalls commits for up to a second. */
  min_wal_size: '256MB',
  max_wal_size: '1GB',
  /** Our statements are short; compiling them costs more than it saves. */
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  /**
   * Only what concerns the server itself. Failed statements are reported to their caller; in a log they would carry
   * names and phone numbers.
   */
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
  /** Our own log knows the time. */
  log_line_prefix: '',
};

/** For scratch servers of tests: nobody misses their data after a power cut. */
const EXPENDABLE: Settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

export function allSettings(durable: boolean, own: Settings): Settings {
  return { ...SMALL_MACHINE, ...(durable ? {} : EXPENDABLE), ...own };
}

export function settingsAsArguments(settings: Settings): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
