import { mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { systemClock } from '@safiri/kernel';
import { pino, type Bindings, type DestinationStream, type ChildLoggerOptions, type Logger } from 'pino';
import { describeError, withoutSecrets } from './log-secrets.ts';
import { currentTraceId } from './telemetry/tracing.ts';

export type Log = Logger;
type MakeChild = (this: Log, bindings: Bindings, childOptions?: ChildLoggerOptions) => Log;

/** Lines wait in memory for this many characters or this long: a write for each, or for a few, costs a tenth of a request. */
const mostCharacters = 32 * 1024;
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
      timestamp: timeMember,
      formatters: { log: withTrace },
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

/** What is done for a traced request says for which, also where another request's process or a job does it. */
function withTrace(logged: Record<string, unknown>): Record<string, unknown> {
  const shown = withoutSecrets(logged);
  const traceId = currentTraceId();
  return traceId === undefined ? shown : { ...shown, traceId };
}

/** Of a child that is bound to its trace itself. */
export const ownTrace = { formatters: { log: (logged: object) => withoutSecrets({ ...logged }) } };

/** The time of a line, as a member of it. Many lines are of one millisecond, and to write a time costs as much as the rest of a line. */
let millisecond = 0;
let timeOfMillisecond = '';
function timeMember(): string {
  const now = systemClock.now();
  if (now.getTime() !== millisecond) {
    millisecond = now.getTime();
    timeOfMillisecond = `,"time":"${now.toISOString()}"`;
  }
  return timeOfMillisecond;
}

/** Opened at once: what a process says before it breaks at its start is written too. */
function openDestination(
  path: string | undefined,
): DestinationStream & { flush(done?: (error?: Error) => void): void } {
  if (path !== undefined) mkdirSync(dirname(path), { recursive: true });
  const destination = pino.destination({
    dest: path === undefined ? standardOutput : openSync(path, 'a'),
    sync: false,
    maxLength: mostWaitingBytes,
  });
  // A full disk stops no sale. What could not be written is tried again with the next line.
  destination.on('error', () => undefined);

  // Kept as they are and joined once: to lengthen a text line by line is to copy it each time.
  let lines: string[] = [];
  let characters = 0;
  const passOn = (): void => {
    if (lines.length === 0) return;
    destination.write(lines.join(''));
    lines = [];
    characters = 0;
  };
  setInterval(passOn, flushMilliseconds).unref();
  passOnAtExit(() => {
    // A write that is begun now and not waited for may be dropped with the process.
    Reflect.set(destination, 'sync', true);
    passOn();
  });
  return {
    write: (line) => {
      lines.push(line);
      characters += line.length;
      if (characters >= mostCharacters) passOn();
    },
    flush: (done) => {
      passOn();
      destination.flush(done);
    },
  };
}

const atExit: (() => void)[] = [];

/** Before the destinations' own listener, which writes what they were given. */
function passOnAtExit(passOn: () => void): void {
  atExit.push(passOn);
  if (atExit.length > 1) return;
  process.prependListener('exit', () => {
    for (const each of atExit) each();
  });
}
