import { createHash } from 'node:crypto';
import { chown, lstat, mkdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { once } from 'node:events';
import { SUPERUSER, passwordFile } from './cluster.ts';
import { cannotWrite } from './folder-claim.ts';
import type { RunAs } from './run-as.ts';
import type { Settings } from './settings.ts';
import { StartRefusal } from './start-refusal.ts';

/** Where the server listens. */
export type Address = {
  /** Of the superuser, to the database of the same name. */
  connectionString: string;
  /** Holds the socket; undefined on Windows, which has TCP on the machine itself instead. */
  socketDir: string | undefined;
  settings: Settings;
};

/** The socket's name is made from the port; nobody else uses this folder, so the number is free. */
const SOCKET_PORT = 5432;
/** What the smallest of our systems, macOS, leaves for the path of a socket; Linux has 107. */
const LONGEST_SOCKET_PATH_BYTES = 103;

export async function prepareAddress(homeDir: string, runAs: RunAs): Promise<Address> {
  return process.platform === 'win32' ? overTcp(homeDir) : overSocket(homeDir, runAs);
}

async function overSocket(homeDir: string, runAs: RunAs): Promise<Address> {
  const socketDir = await makeSocketDir(homeDir, runAs);
  return {
    connectionString: `postgres://${SUPERUSER}@${encodeURIComponent(socketDir)}:${SOCKET_PORT}/${SUPERUSER}`,
    socketDir,
    settings: {
      listen_addresses: '',
      port: String(SOCKET_PORT),
      unix_socket_directories: socketDir,
      unix_socket_permissions: '0700',
    },
  };
}

/** Mode 700 is what keeps others from the superuser. Only the folder's owner comes here, so what lies in it is stale. */
async function makeSocketDir(homeDir: string, runAs: RunAs): Promise<string> {
  const beside = join(homeDir, 'socket');
  const fits = Buffer.byteLength(join(beside, `.s.PGSQL.${SOCKET_PORT}`)) <= LONGEST_SOCKET_PATH_BYTES;
  const socketDir = fits ? beside : join(tmpdir(), `safiri-${shortHash(homeDir)}`);
  if (!fits) await refuseForeignFolder(socketDir, runAs);
  try {
    await rm(socketDir, { recursive: true, force: true });
    await mkdir(socketDir, { mode: 0o700 });
    if (runAs.owner !== undefined) await chown(socketDir, runAs.owner.uid, runAs.owner.gid);
  } catch (error) {
    throw cannotWrite(socketDir, error);
  }
  return socketDir;
}

/** The temporary folder is everybody's, and somebody may have put something of that name there before us. */
async function refuseForeignFolder(socketDir: string, runAs: RunAs): Promise<void> {
  const found = await lstat(socketDir).catch(() => undefined);
  if (found === undefined) return;
  const ours = [process.getuid?.(), runAs.owner?.uid].includes(found.uid);
  if (ours && found.isDirectory()) return;
  throw new StartRefusal(
    `${socketDir}, the place for PostgreSQL's socket, was made by somebody else: remove it, then start again.`,
  );
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

async function overTcp(homeDir: string): Promise<Address> {
  const port = await findFreePort();
  const password = await readFile(passwordFile(homeDir), 'utf8');
  return {
    connectionString: `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${SUPERUSER}`,
    socketDir: undefined,
    settings: { listen_addresses: '127.0.0.1', port: String(port) },
  };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('Bug: a TCP server has an address with a port');
  return address.port;
}
