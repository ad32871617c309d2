import { startEmbeddedPostgres } from '@safiri/runtime/embedded-postgres';
import type { NoServer } from '@safiri/runtime/servers';
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Client } from 'pg';

/** A server for one test run: its data is gone with it. */
export type PostgresServer = {
  /** Of the superuser. */
  url: string;
  stop(): Promise<void>;
};

const DEBIAN_15 = '/usr/lib/postgresql/15/bin';
/** Measured: 1.5 s with initdb; the rest is for a machine that others use too. */
const START_LIMIT_MILLISECONDS = 30_000;
const ASK_EVERY_MILLISECONDS = 20;
/** More than the product allows itself, since test files run side by side. */
const MAX_CONNECTIONS = '300';

/** The server the product brings with it. */
export async function startPostgres18(): Promise<PostgresServer> {
  const folder = await makeScratchFolder();
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'postgres'),
    durable: false,
    settings: { max_connections: MAX_CONNECTIONS },
    log: { info: () => undefined, error: (sentence) => process.stderr.write(`${sentence}\n`) },
  });
  return {
    url: server.connectionString,
    stop: async () => {
      await server.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

type Wishes = {
  /** As PostgreSQL writes them: `name=value`. */
  readonly settings?: readonly string[];
  /** Lays out the cluster's folder, which is not there, instead of making a new cluster. */
  readonly fill?: (cluster: string) => Promise<void>;
};

/** Debian's server, which a cluster runs on. */
export async function startPostgres15({ settings: own = [], fill }: Wishes = {}): Promise<PostgresServer | NoServer> {
  if (!existsSync(join(DEBIAN_15, 'postgres'))) {
    return { missing: `There is no PostgreSQL 15 in ${DEBIAN_15} (Debian: apt-get install postgresql-15).` };
  }
  const folder = await makeScratchFolder();
  const cluster = join(folder, 'cluster');
  if (fill === undefined) await mkdir(cluster, { mode: 0o700 });
  else await fill(cluster);
  if (isRoot()) {
    await chmod(folder, 0o711);
    await promisify(execFile)('chown', ['-R', 'postgres:postgres', cluster]);
  }
  if (fill === undefined) {
    const initdb = ['-D', cluster, '-U', 'postgres', '--auth=trust', '--encoding=UTF8', '--locale=C.UTF-8'];
    await promisify(execFile)('setpriv', asOrdinaryUser('initdb', [...initdb, '--no-sync']), { cwd: '/' });
  }

  const settings = ['fsync=off', 'listen_addresses=', `unix_socket_directories=${cluster}`, 'port=5432', 'jit=off'];
  const all = [...settings, `max_connections=${MAX_CONNECTIONS}`, ...own];
  const args = ['-D', cluster, ...all.flatMap((each) => ['-c', each])];
  const server = spawn('setpriv', asOrdinaryUser('postgres', args), { cwd: '/', stdio: 'ignore' });
  const url = `postgres://postgres@${encodeURIComponent(cluster)}:5432/postgres`;
  await untilItAnswers(url, server);
  return {
    url,
    stop: async () => {
      // One that somebody else ended says so no second time.
      if (server.exitCode === null && server.signalCode === null) {
        const ended = once(server, 'exit');
        server.kill('SIGINT');
        await ended;
      }
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Short, because the path of a socket may have about a hundred bytes. */
function makeScratchFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'safiri-'));
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

/** Arguments of setpriv: not as root, and ended by the kernel when the test run dies. */
function asOrdinaryUser(program: 'initdb' | 'postgres', args: readonly string[]): string[] {
  const user = isRoot() ? ['--reuid=postgres', '--regid=postgres', '--init-groups'] : [];
  return [...user, '--pdeathsig', 'INT', join(DEBIAN_15, program), ...args];
}

async function untilItAnswers(url: string, server: ChildProcess): Promise<void> {
  const deadline = performance.now() + START_LIMIT_MILLISECONDS;
  while (performance.now() < deadline && server.exitCode === null && server.signalCode === null) {
    if (await answers(url)) return;
    await wait(ASK_EVERY_MILLISECONDS);
  }
  server.kill('SIGQUIT');
  throw new Error('PostgreSQL 15 of the test run did not start.');
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
