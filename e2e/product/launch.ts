import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

type Environment = Readonly<Record<string, string | undefined>>;

/** A process that is ready. */
export type Launched = {
  /** What it has printed since. */
  printed(): string;
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
};

const main = fileURLToPath(new URL('../../apps/platform/src/main.ts', import.meta.url));
/** A cold start with initdb, migrations and the demo network on a crowded machine. */
const startMilliseconds = 300_000;

/** Starts what `npm start` starts, with nothing of this process's environment but what is given. */
export async function launch(environment: Environment): Promise<Launched> {
  const address = `http://127.0.0.1:${environment['PORT']}`;
  // The last line of the start is printed when demo data are loaded and everything works.
  const isReady = async (output: string) => output.includes('Ctrl-C stops it') && (await answersReady(address));
  return await launchProgram(main, environment, isReady);
}

/** Starts a program, whose standard input ends when this process does, and waits until it is ready. */
export async function launchProgram(
  program: string,
  environment: Environment,
  isReady: (output: string) => Promise<boolean>,
): Promise<Launched> {
  let output = '';
  const child = spawn(process.execPath, [program], { env: environment, stdio: ['pipe', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const deadline = performance.now() + startMilliseconds;
  while (isRunning(child) && performance.now() < deadline) {
    if (await isReady(output)) return { printed: () => output, end: async (signal) => await end(child, signal) };
    await wait(50);
  }
  await end(child, 'SIGKILL');
  throw new Error(`${program} did not start:\n${output}`);
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (!isRunning(child)) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
}

async function answersReady(address: string): Promise<boolean> {
  return await fetch(`${address}/health/ready`).then(
    (response) => response.ok,
    () => false,
  );
}
