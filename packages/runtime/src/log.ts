import { pino, type Logger } from 'pino';

export type Log = Logger;

/** A line waits in memory for this many bytes or this long: a write for each costs a tenth of a request. */
const bufferedBytes = 4_096;
const flushMilliseconds = 500;

const hidden = ['password', 'accessToken', 'token', 'phone', 'email', 'name', 'authorization', 'cookie'];

/**
 * One JSON object a line on standard output, or to `destination`. Ids yes; names, phones, tokens never: the redaction below
 * is the second line of defence, for objects logged whole by mistake, and for errors of PostgreSQL, which quote the row.
 */
export function createLog(options: {
  readonly level: string;
  /** Left out where children of the log name theirs. */
  readonly service?: string;
  readonly destination?: string;
}): Log {
  return pino(
    {
      level: options.level,
      base: options.service === undefined ? {} : { service: options.service },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: [...hidden, ...hidden.map((name) => `*.${name}`), 'err.detail', 'err.where'],
        censor: '[hidden]',
      },
    },
    pino.destination({
      dest: options.destination ?? 1,
      sync: false,
      minLength: bufferedBytes,
      periodicFlush: flushMilliseconds,
      mkdir: true,
    }),
  );
}
