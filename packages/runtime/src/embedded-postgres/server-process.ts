import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { childEnvironment } from './child-environment.ts';
import { endWithUs } from './end-with-us.ts';
import { type ProgramCall, runProgram } from './run-program.ts';

export type ServerProcess = {
  /** Settles when the process has ended, for whatever reason; never rejects. */
  exited: Promise<ServerExit>;
  /** What it said last, to tell why it ended. */
  lastLines(): string;
  /** Disconnects everybody, writes a checkpoint and ends. */
  stop(): Promise<void>;
};

export type ServerExit = {
  /** True when we asked for it. */
  expected: boolean;
  /** A sentence for the log. */
  sentence: string;
};

type Request = {
  call: ProgramCall;
  clusterDir: string;
  pgCtl: string;
  /** True when the kernel ends the server with us; else a watcher does. */
  diesWithUs: boolean;
  /** A living process whose number stands in postmaster.pid although it is not a server. */
  strangerPid: number | undefined;
  /** Told its lines until it is asked to stop; what it says after that is only leave-taking. */
  hear: (line: string) => void;
};

/** A fast shutdown writes one checkpoint: tens of seconds at most. After that the next start recovers from the log. */
const FAST_STOP_LIMIT_MILLISECONDS = 60_000;
const LINES_KEPT = 20;

export function spawnServer(request: Request): ServerProcess {
  const child = spawn(request.call.program, request.call.args, {
    env: { ...childEnvironment(), ...notThisProcess(request.strangerPid) },
    cwd: process.platform === 'win32' ? undefined : '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    windowsHide: true,
  });
  const unwatch = request.diesWithUs ? undefined : endWithUs(child.pid);
  let stopping: Promise<void> | undefined;
  const lines = keepLastLines(child, (line) => {
    if (stopping === undefined) request.hear(line);
  });

  const exited = new Promise<ServerExit>((resolve) => {
    const ended = (how: string) => {
      unwatch?.();
      resolve({ expected: stopping !== undefined, sentence: `PostgreSQL ended ${how}.` });
    };
    child.once('error', (error) => ended(`before it began (${error.message})`));
    // `close`, not `exit`: by then its last lines have been read.
    child.once('close', (code, signal) => ended(signal === null ? `with exit code ${code}` : `by ${signal}`));
  });

  return {
    exited,
    lastLines: () => lines.join('\n'),
    stop: () => {
      stopping ??= stopServer(child, exited, request);
      return stopping;
    },
  };
}

/**
 * PostgreSQL refuses to start while the process named in postmaster.pid lives, even when that number has gone to
 * another program since (always so in a restarted container). We have looked and it is no server; PostgreSQL lets us
 * say so in the way its own pg_ctl does, and still checks that no shared memory of a dead server is in use.
 */
function notThisProcess(strangerPid: number | undefined): NodeJS.ProcessEnv {
  return strangerPid === undefined ? {} : { PG_GRANDPARENT_PID: String(strangerPid) };
}

function keepLastLines(child: ChildProcess, hear: (line: string) => void): string[] {
  const lines: string[] = [];
  if (child.stderr === null) return lines;
  createInterface(child.stderr).on('line', (line) => {
    lines.push(line);
    if (lines.length > LINES_KEPT) lines.shift();
    hear(line);
  });
  return lines;
}

async function stopServer(child: ChildProcess, exited: Promise<ServerExit>, request: Request): Promise<void> {
  if (process.platform === 'win32') {
    // There a signal would be a kill without shutdown.
    await runProgram({ program: request.pgCtl, args: ['stop', '-D', request.clusterDir, '-m', 'fast'] });
  } else {
    child.kill('SIGINT');
  }
  const patience = new AbortController();
  const tooLong = wait(FAST_STOP_LIMIT_MILLISECONDS, 'too long' as const, { signal: patience.signal });
  const outcome = await Promise.race([exited, tooLong]);
  if (outcome === 'too long') child.kill('SIGQUIT');
  patience.abort();
  await tooLong.catch(() => undefined);
  await exited;
}
