import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { serviceNames, type ServiceName } from '@safiri/contracts';
import { openTcpProxy, type TcpProxy } from '@safiri/testkit/servers';
import type { ClusterProduct } from './start-cluster.ts';
import { stateOf } from './visit-cluster.ts';

type ServerName = 'postgresql' | 'rabbitmq' | 'redis';
/** From all processes of a service to a server, or from Nginx to one process. */
export type LineName = `${ServiceName} to ${ServerName}` | `nginx to ${ServiceName}-${number}`;

/** What leads from part to part of a cluster, each line through a network of ours that fails as it is told. */
export type ClusterLines = {
  line(name: LineName): TcpProxy;
  close(): Promise<void>;
};

const settingOf = { postgresql: 'DATABASE_URL', rabbitmq: 'BROKER_URL', redis: 'REDIS_URL' } as const;

/** Where the servers of a cluster are stands in files, which its processes read when they start: so all are replaced once. */
export async function layLines(cluster: ClusterProduct): Promise<ClusterLines> {
  const lines = new Map<string, TcpProxy>();
  for (const service of serviceNames)
    for (const server of ['postgresql', 'rabbitmq', 'redis'] as const) {
      const file = path.join(cluster.dataDir, 'secrets', service, settingOf[server]);
      const address = new URL(await readFile(file, 'utf8'));
      const line = await openTcpProxy(targetOf(address));
      lines.set(`${service} to ${server}`, line);
      // Of an address that names a socket the parts cannot be changed one by one.
      const { protocol, username, password, pathname } = address;
      const user = username === '' ? '' : `${username}:${password}@`;
      await writeFile(file, `${protocol}//${user}127.0.0.1:${line.port}${pathname}`);
    }
  // The release before is this one too: so this is the quickest way to replace them all.
  const replaced = await cluster.command('rollback');
  if (replaced.exitCode !== 0) throw new Error(`The processes were not replaced:\n${replaced.output}`);
  await leadNginxThrough(cluster, lines);
  return {
    line: (name) => {
      const line = lines.get(name);
      if (line === undefined) throw new Error(`there is no line from ${name}`);
      return line;
    },
    close: async () => void (await Promise.all(Array.from(lines.values(), async (line) => await line.close()))),
  };
}

/** A port, or the path of PostgreSQL's socket, whose folder stands where others have a host. */
function targetOf({ protocol, hostname, port }: URL): number | string {
  if (!protocol.startsWith('postgres')) return Number(port);
  return path.join(decodeURIComponent(hostname), `.s.PGSQL.${port}`);
}

/** Until the next roll, or the next start of Nginx, which write the list of processes anew. */
async function leadNginxThrough({ dataDir }: ClusterProduct, lines: Map<string, TcpProxy>): Promise<void> {
  const { parts } = await stateOf(dataDir);
  const file = path.join(dataDir, 'nginx', 'site', 'upstreams.conf');
  let upstreams = await readFile(file, 'utf8');
  for (const { name, port, release } of parts) {
    if (port === null || release === null) continue;
    const line = await openTcpProxy(port);
    lines.set(`nginx to ${name}`, line);
    upstreams = upstreams.replace(`127.0.0.1:${port} `, `127.0.0.1:${line.port} `);
  }
  await writeFile(file, upstreams);
  const nginx = parts.find(({ name }) => name === 'nginx')?.processId;
  if (typeof nginx === 'number') process.kill(nginx, 'SIGHUP');
}
