import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort, inTheEnd, startServer, type RunningServer } from '@safiri/testkit/servers';
import { startMember, type ManyServers, type Member } from './many-servers.ts';
import { patroniSettings, type PatroniNode } from './patroni-settings.ts';
import { programs } from './programs.ts';

export type Databases = ManyServers & {
  /** Of the superuser. */
  readonly password: string;
  readonly nodes: readonly PatroniNode[];
};

/** PostgreSQL refuses to run as root. Last of all the tie to our life, which a change of user would cut. */
const asPostgres = ['--reuid=postgres', '--regid=postgres', '--init-groups', '--pdeathsig', 'TERM'];

/**
 * PostgreSQL twice, the second a synchronous standby, each with a Patroni that promotes it when the other is lost. Patroni's
 * own leader is a key in etcd, of which one process is enough here; it is not killed.
 */
export async function startDatabases(folder: string): Promise<Databases> {
  const password = randomBytes(18).toString('base64url');
  const etcd = await startEtcd(path.join(folder, 'etcd'));
  const nodes: PatroniNode[] = [];
  for (const name of ['postgresql-1', 'postgresql-2'])
    nodes.push({ name, folder: path.join(folder, name), port: await freePort(), healthPort: await freePort() });
  const members: Member[] = [];
  for (const node of nodes) {
    members.push(await startPatroni(node, { etcdPort: etcd.port, password }));
    // The first one makes the database, the second one copies it.
    if (members.length === 1) await untilLeads(nodes);
  }
  return {
    name: 'postgresql',
    password,
    nodes,
    leader: async () => {
      const name = (await membersKnownTo(nodes)).find(({ role }) => role === 'leader')?.name;
      return members.find((member) => member.name === name);
    },
    isWhole: async () => {
      const known = (await membersKnownTo(nodes)).filter(({ state }) => state === 'running' || state === 'streaming');
      return ['leader', 'sync_standby'].every((role) => known.some((member) => member.role === role));
    },
    stop: async () => {
      await Promise.all(members.map(async (member) => await member.stop()));
      await etcd.stop();
    },
  };
}

async function startEtcd(folder: string): Promise<{ readonly port: number; stop(): Promise<void> }> {
  await mkdir(folder, { recursive: true });
  const [port, peerPort] = [await freePort(), await freePort()];
  const urlOf = (of: number): string => `http://127.0.0.1:${of}`;
  const settings = {
    name: 'etcd',
    'data-dir': folder,
    'listen-client-urls': urlOf(port),
    'advertise-client-urls': urlOf(port),
    'listen-peer-urls': urlOf(peerPort),
    'initial-advertise-peer-urls': urlOf(peerPort),
    'initial-cluster': `etcd=${urlOf(peerPort)}`,
  };
  const args = Object.entries(settings).map(([name, value]) => `--${name}=${value}`);
  const running = startServer({ program: programs.etcd, args, port, logFile: `${folder}.log` });
  await running.untilReady();
  return { port, stop: async () => await running.stop() };
}

async function startPatroni(
  node: PatroniNode,
  given: { readonly etcdPort: number; readonly password: string },
): Promise<Member> {
  const { name, folder, healthPort } = node;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, 'patroni.json');
  await writeFile(file, JSON.stringify(patroniSettings(node, given)), { mode: 0o600 });
  const isRoot = process.getuid?.() === 0;
  if (isRoot) await promisify(execFile)('chown', ['-R', 'postgres:postgres', folder]);
  const [program, ...args] = isRoot ? ['setpriv', ...asPostgres, programs.patroni, file] : [programs.patroni, file];
  const launch = async (): Promise<RunningServer> =>
    startServer({ program: program ?? '', args, port: healthPort, logFile: `${folder}.log` });
  const member = await startMember(name, launch);
  // PostgreSQL lives on when its Patroni is killed; a machine that is lost takes both.
  const withPostgres = async (end: () => Promise<void>): Promise<void> => {
    const processId = await postmasterOf(node);
    await end();
    if (processId !== undefined) killIfThere(processId);
  };
  return {
    ...member,
    kill: async () => await withPostgres(async () => await member.kill()),
    stop: async () => await withPostgres(async () => await member.stop()),
  };
}

async function postmasterOf({ folder }: PatroniNode): Promise<number | undefined> {
  const text = await readFile(path.join(folder, 'data', 'postmaster.pid'), 'utf8').catch(() => '');
  return Number.parseInt(text, 10) || undefined;
}

function killIfThere(processId: number): void {
  try {
    process.kill(processId, 'SIGKILL');
  } catch {
    // Patroni has ended it.
  }
}

type Known = { readonly name: string; readonly role: string; readonly state: string };

/** What the first Patroni that answers says of all. */
async function membersKnownTo(nodes: readonly PatroniNode[]): Promise<readonly Known[]> {
  for (const { healthPort } of nodes) {
    const said = await fetch(`http://127.0.0.1:${healthPort}/cluster`, { signal: AbortSignal.timeout(2_000) }).then(
      async (response) => (await response.json()) as { readonly members?: readonly Known[] },
      () => undefined,
    );
    if (said?.members !== undefined) return said.members;
  }
  return [];
}

async function untilLeads(nodes: readonly PatroniNode[]): Promise<void> {
  await inTheEnd(async () => {
    const known = await membersKnownTo(nodes);
    if (!known.some(({ role, state }) => role === 'leader' && state === 'running'))
      throw new Error('No PostgreSQL leads.');
  });
}
