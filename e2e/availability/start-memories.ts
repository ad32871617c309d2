import { mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { freePort, inTheEnd, startServer, type RunningServer } from '@safiri/testkit/servers';
import { startMember, type ManyServers, type Member } from './many-servers.ts';
import { programs } from './programs.ts';

export type Memories = ManyServers & { readonly ports: readonly number[] };

/** A Redis that says nothing for so long has gone; two of three sentinels have to find so. */
const silentMilliseconds = 2_000;
const sentinels = 3;
const enoughSentinels = 2;

/** Redis twice, the second a copy of the first, and three sentinels that have the copy take over. */
export async function startMemories(folder: string): Promise<Memories> {
  await mkdir(folder, { recursive: true });
  const ports = [await freePort(), await freePort()];
  const leads = async (port: number): Promise<boolean> => (await replicationOf(port)).includes('role:master');
  const leadingPort = async (but: number): Promise<number | undefined> => {
    for (const port of ports) if (port !== but && (await leads(port))) return port;
    return undefined;
  };
  const members: Member[] = [];
  for (const [index, port] of ports.entries()) {
    const name = `redis-${index + 1}`;
    const launch = async (): Promise<RunningServer> =>
      startServer({
        program: programs.redis,
        args: redisArguments(folder, { port, leader: await leadingPort(port) }),
        port,
        logFile: path.join(folder, `${name}.log`),
      });
    members.push(await startMember(name, launch));
  }
  const copied = async (): Promise<boolean> =>
    (await Promise.all(ports.map(replicationOf))).some((said) => /slave0:.*state=online/.test(said));
  await inTheEnd(async () => {
    if (!(await copied())) throw new Error('The second Redis copies nothing.');
  });
  const watchers: RunningServer[] = [];
  for (let number = 1; number <= sentinels; number += 1)
    watchers.push(await startSentinel(path.join(folder, `sentinel-${number}`), ports[0] ?? 0));
  return {
    name: 'redis',
    ports,
    leader: async () => {
      const leading = await Promise.all(ports.map(leads));
      return members.find((_member, index) => leading[index] === true);
    },
    isWhole: copied,
    stop: async () => void (await Promise.all([...members, ...watchers].map(async (each) => await each.stop()))),
  };
}

function redisArguments(
  folder: string,
  { port, leader }: { readonly port: number; readonly leader: number | undefined },
): string[] {
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', folder];
  return leader === undefined ? settings : [...settings, '--replicaof', '127.0.0.1', String(leader)];
}

async function startSentinel(folder: string, leader: number): Promise<RunningServer> {
  await mkdir(folder, { recursive: true });
  const port = await freePort();
  const file = path.join(folder, 'sentinel.conf');
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${folder}`,
    `sentinel monitor safiri 127.0.0.1 ${leader} ${enoughSentinels}`,
    `sentinel down-after-milliseconds safiri ${silentMilliseconds}`,
    'sentinel failover-timeout safiri 10000',
  ];
  await writeFile(file, `${lines.join('\n')}\n`);
  const running = startServer({ program: programs.redis, args: [file, '--sentinel'], port, logFile: `${folder}.log` });
  await running.untilReady();
  return running;
}

/** What a Redis says of leading and copying; nothing where it is away. */
async function replicationOf(port: number): Promise<string> {
  return await new Promise((resolve) => {
    let said = '';
    const socket = connect(port, '127.0.0.1');
    const end = (): void => {
      socket.destroy();
      resolve(said);
    };
    socket.setTimeout(1_000, end);
    socket.on('error', end);
    socket.on('close', end);
    socket.on('data', (chunk) => {
      said += chunk.toString();
      // The last line that is of interest.
      if (said.includes('master_repl_offset')) end();
    });
    socket.write('INFO replication\r\n');
  });
}
