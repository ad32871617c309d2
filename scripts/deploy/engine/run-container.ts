import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { asItself, containerScript } from './container-script.ts';
import { makeControlGroup, type ControlGroup } from './control-group.ts';
import type { Declared } from './declared.ts';
import type { Network } from './network.ts';

/** Where containers of one run have their files, and how they meet. */
export type Place = { readonly folder: string; readonly hidden: string; readonly network: Network };

export type RunningContainer = {
  readonly declared: Declared;
  readonly controlGroup: ControlGroup;
  /** Resolves with the code of its end. */
  readonly ended: Promise<number>;
  /** What the kernel says of its first process, by /proc. */
  readonly status: () => string;
  printed(): string;
  /** Runs a command in it, as who it is. */
  readonly ask: (command: readonly string[], seconds: number) => Promise<Asked>;
  /** Tells it to end; what does not in time is killed. */
  stop(signal: NodeJS.Signals, graceSeconds: number): Promise<{ readonly inTime: boolean; readonly exitCode: number }>;
};
export type Asked = { readonly succeeded: boolean; readonly output: string };

export function runContainer(declared: Declared, place: Place): RunningContainer {
  const { name } = declared;
  const { network, hidden } = place;
  const folder = join(place.folder, 'containers', name);
  for (const part of ['root', 'layer']) mkdirSync(join(folder, part), { recursive: true });
  const controlGroup = makeControlGroup(`safiri-deploy-${name}`, declared.limits);
  const { doors } = controlGroup;
  const script = containerScript(declared, {
    folder,
    hidden,
    doors,
    hosts: network.hosts(),
    address: network.rangeOf(name),
  });
  const logFile = join(folder, 'log');
  const log = openSync(logFile, 'a');
  const child = spawn(
    'setpriv',
    ['--pdeathsig', 'KILL', ...separated, '/bin/bash', '--norc', '-euo', 'pipefail', '-c', script],
    {
      stdio: ['pipe', log, log, 'pipe'],
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
    },
  );
  child.stdio[3]?.once('data', () => {
    network.connect(name, child.pid ?? 0);
    child.stdin?.end('\n');
  });
  const ended = once(child, 'exit').then(() => child.exitCode ?? 128);
  return {
    declared,
    controlGroup,
    ended,
    status: () => readFileSync(`/proc/${firstProcessOf(child)}/status`, 'utf8'),
    printed: () => readFileSync(logFile, 'utf8'),
    ask: async (command, seconds) => {
      const target = [
        '--target',
        String(firstProcessOf(child)),
        '--mount',
        '--uts',
        '--ipc',
        '--net',
        '--pid',
        '--root',
      ];
      return await run(doors, ['nsenter', ...target, '--', ...asItself(declared, command)], seconds);
    },
    stop: async (signal, graceSeconds) => await stop(child, ended, { signal, graceSeconds }),
  };
}

const separated = ['unshare', '--mount', '--net', '--pid', '--ipc', '--uts', '--fork', '--kill-child=KILL'];

/** The first process of the container, as it is called outside. */
function firstProcessOf({ pid = 0 }: ChildProcess): number {
  return Number.parseInt(readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8'), 10);
}

/** Counted to the container, as what is asked of one is. */
async function run(doors: readonly string[], command: readonly string[], seconds: number): Promise<Asked> {
  const script = `${doors.map((door) => `echo 0 >'${door}'; `).join('')}exec "$@"`;
  try {
    const { stdout, stderr } = await promisify(execFile)('/bin/sh', ['-ec', script, 'ask', ...command], {
      timeout: seconds * 1_000,
      killSignal: 'SIGKILL',
    });
    return { succeeded: true, output: stdout + stderr };
  } catch (error) {
    return { succeeded: false, output: error instanceof Error ? error.message : String(error) };
  }
}

async function stop(
  child: ChildProcess,
  ended: Promise<number>,
  { signal, graceSeconds }: { readonly signal: NodeJS.Signals; readonly graceSeconds: number },
): Promise<{ inTime: boolean; exitCode: number }> {
  let inTime = true;
  const timer = setTimeout(() => {
    inTime = false;
    child.kill('SIGKILL');
  }, graceSeconds * 1_000);
  tell(child, signal);
  const exitCode = await ended;
  clearTimeout(timer);
  return { inTime, exitCode };
}

function tell(child: ChildProcess, signal: NodeJS.Signals): void {
  try {
    process.kill(firstProcessOf(child), signal);
  } catch {
    // It has ended already.
  }
}
