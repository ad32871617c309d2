import { mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { pino, type Bindings, type ChildLoggerOptions, type Logger } from 'pino';
import { describeError, withoutSecrets } from './log-secrets.ts';

export type Log = Logger;
type MakeChild = (this: Log, bindings: Bindings, childOptions?: ChildLoggerOptions) => Log;

/** A line waits in memory for this many bytes or this long: a write for each costs a tenth of a request. Writes are of at most 16 KiB. */
const bufferedBytes = 8_192;
const flushMilliseconds = 500;
/** A disk that stands still costs lines, not the process: beyond this they are dropped. */
const mostWaitingBytes = 16 * 1024 * 1024;
const standardOutput = 1;

/**
 * One JSON object a line on standard output, or appended to `destination`. Ids yes; names, phones, tokens never: what is
 * hidden here is the second line of defence, for objects logged whole by mistake. What waits is written when the process
 * ends, also by an error that nobody caught; only a SIGKILL loses the last half second.
 */
export function createLog(options: {
  readonly level: string;
  /** Left out where children of the log name theirs. */
  readonly service?: string;
  readonly destination?: string;
}): Log {
  const log: Log = pino(
    {
      level: options.level,
      base: options.service === undefined ? {} : { service: options.service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { log: withoutSecrets },
      serializers: { err: describeError },
    },
    openDestination(options.destination),
  );
  // The formatter above sees what lines say, not what children are bound to; grandchildren inherit this.
  const makeChild: MakeChild = Reflect.get(log, 'child');
  const hidingChild: MakeChild = function child(bindings, childOptions) {
    return makeChild.call(this, withoutSecrets(bindings), childOptions);
  };
  return Object.defineProperty(log, 'child', { value: hidingChild });
}

/** Opened at once: what a process says before it breaks at its start is written too. */
function openDestination(path: string | undefined): ReturnType<typeof pino.destination> {
  if (path !== undefined) mkdirSync(dirname(path), { recursive: true });
  const destination = pino.destination({
    dest: path === undefined ? standardOutput : openSync(path, 'a'),
    sync: false,
    minLength: bufferedBytes,
    maxLength: mostWaitingBytes,
    periodicFlush: flushMilliseconds,
  });
  // A full disk stops no sale. What could not be written is tried again with the next line.
  return destination.on('error', () => undefined);
}
