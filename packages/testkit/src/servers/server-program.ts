import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

/** RabbitMQ needs 15 s on a quiet machine; the rest is for one that others use too. */
const startLimitMilliseconds = 90_000;
const askEveryMilliseconds = 50;
const endLimitMilliseconds = 10_000;

export type ServerProgram = {
  readonly program: string;
  readonly args: readonly string[];
  readonly port: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Where we are root: whom it runs as. */
  readonly user?: string;
};

export type RunningServer = {
  /** Resolves when it takes connections. */
  untilReady(): Promise<void>;
  stop(): Promise<void>;
  /** As when the machine loses power. */
  kill(): Promise<void>;
};

/** Starts a server that dies with us, however we end. */
export function startServer(server: ServerProgram): RunningServer {
  const asUser =
    process.getuid?.() === 0 && server.user !== undefined
      ? [`--reuid=${server.user}`, `--regid=${server.user}`, '--init-groups']
      : [];
  const child = spawn('setpriv', [...asUser, '--pdeathsig', 'TERM', server.program, ...server.args], {
    cwd: '/',
    stdio: 'ignore',
    ...(server.env === undefined ? {} : { env: server.env }),
  });
  child.on('error', () => undefined);
  return {
    untilReady: async () => await untilItAnswers(server, child),
    stop: async () => await end(child, 'SIGTERM'),
    kill: async () => await end(child, 'SIGKILL'),
  };
}

/** Where a program of Debian's is; undefined where it is not installed. */
export function findProgram(...places: readonly string[]): string | undefined {
  return places.find((place) => existsSync(place));
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

async function untilItAnswers({ program, port }: ServerProgram, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + startLimitMilliseconds;
  while (performance.now() < deadline && !hasEnded(child)) {
    if (await takesConnections(port)) return;
    await wait(askEveryMilliseconds);
  }
  throw new Error(`${program} of the test run did not start on port ${port}.`);
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
