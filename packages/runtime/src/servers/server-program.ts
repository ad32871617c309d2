import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, openSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** RabbitMQ needs 15 s on a quiet machine; the rest is for one that many others use too. */
const startLimitMilliseconds = 240_000;
const askEveryMilliseconds = 50;
const endLimitMilliseconds = 10_000;

/** Why there is none on this machine, as a sentence for a person. */
export type NoServer = { readonly missing: string };

export type ServerProgram = {
  readonly program: string;
  readonly args: readonly string[];
  readonly port: number;
  /** Left out, that of this process. */
  readonly env?: NodeJS.ProcessEnv;
  /** What it prints is appended there; left out, nobody reads it. */
  readonly logFile?: string;
};

export type RunningServer = {
  readonly processId: number;
  /** Settles when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Resolves when it takes connections; one that does not in time is killed. */
  untilReady(): Promise<void>;
  stop(): Promise<void>;
  /** As when the machine loses power. */
  kill(): Promise<void>;
};

/** Starts a server that dies with us, however we end. */
export function startServer(server: ServerProgram): RunningServer {
  const { program, args, env, logFile } = server;
  const output = logFile === undefined ? 'ignore' : openSync(logFile, 'a');
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', program, ...args], {
    cwd: '/',
    // A group of its own, so that what it has started can be ended with it.
    detached: true,
    stdio: ['ignore', output, output],
    ...(env === undefined ? {} : { env }),
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('exit', () => {
      endGroup(child);
      resolve();
    });
  });
  const kill = async (): Promise<void> => {
    await end(child, 'SIGKILL');
    endGroup(child);
  };
  return {
    processId: child.pid ?? 0,
    ended,
    untilReady: async () => {
      if (await answersInTime(server, child)) return;
      await kill();
      throw new Error(`${program} did not start on port ${server.port}.`);
    },
    stop: async () => await end(child, 'SIGTERM'),
    kill,
  };
}

/** Where a program of Debian's is; undefined where it is not installed. */
export function findProgram(...places: readonly string[]): string | undefined {
  return places.find((place) => existsSync(place));
}

/** What it leaves when it is killed, as workers that hold its port. */
function endGroup({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It left nothing.
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (hasEnded(child)) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), endLimitMilliseconds);
  await ended;
  clearTimeout(timer);
}

async function answersInTime({ port }: ServerProgram, child: ChildProcess): Promise<boolean> {
  const deadline = performance.now() + startLimitMilliseconds;
  while (performance.now() < deadline && !hasEnded(child)) {
    if (await takesConnections(port)) return true;
    await wait(askEveryMilliseconds);
  }
  return false;
}

export async function takesConnections(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
