import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort, rabbitControl, startRabbit, type RabbitControl } from '@safiri/testkit/servers';
import { startMember, type ManyServers, type Member } from './many-servers.ts';
import { programs } from './programs.ts';

export type Brokers = ManyServers & { readonly ports: readonly number[] };

const nodesOfOneServer = 3;
/** Lets nodes, and who asks them, in. */
const cookie = 'safiri';

/** RabbitMQ as three nodes, of which two keep every queue going. */
export async function startBrokers(folder: string): Promise<Brokers> {
  const epmdPort = await freePort();
  const places: { readonly home: string; readonly port: number; readonly distributionPort: number }[] = [];
  for (let number = 1; number <= nodesOfOneServer; number += 1) {
    const home = path.join(folder, `rabbitmq-${number}`);
    places.push({ home, port: await freePort(), distributionPort: await freePort() });
  }
  const controls = places.map(({ home, port }) => rabbitControl(home, { port, epmdPort }));
  const cluster = { cookie, nodes: controls.map(({ node }) => node) };
  const start = async (index: number): Promise<Member> => {
    const { home, ...ports } = places[index] ?? { home: folder, port: 0, distributionPort: 0 };
    await mkdir(home, { recursive: true });
    return await startMember(path.basename(home), async () => {
      const started = await startRabbit(home, { ...ports, epmdPort }, { logFile: `${home}.log`, cluster });
      if ('missing' in started) throw new Error(started.missing);
      return started;
    });
  };
  // Others join the first, so that no two begin a cluster each.
  const first = await start(0);
  const members = [first, ...(await Promise.all(places.slice(1).map(async (_place, index) => await start(index + 1))))];
  return {
    name: 'rabbitmq',
    ports: places.map(({ port }) => port),
    leader: async () => {
      const [busiest] = [...leadersOf(await listQueues(controls))].toSorted(([, one], [, other]) => other - one);
      return members[controls.findIndex(({ node }) => node === busiest?.[0])];
    },
    isWhole: async () => (await listQueues(controls)).every(({ online }) => online === nodesOfOneServer),
    stop: async () => void (await Promise.all(members.map(async (member) => await member.stop()))),
  };
}

/** How many of its members a queue reaches, and which of them leads it. */
type Queue = { readonly leader: string; readonly online: number };

/** Erlang for `leader online;leader online;…`. */
const queuesInErlang = `lists:flatten([io_lib:format("~s ~w;", [proplists:get_value(leader, I), length(proplists:get_value(online, I))])
  || Q <- rabbit_amqqueue:list(), I <- [rabbit_quorum_queue:info(Q, [leader, online])]]).\n`;

/** What the first node that answers says. RabbitMQ's own command takes seconds to start, and waits for whoever is away. */
async function listQueues(controls: readonly RabbitControl[]): Promise<readonly Queue[]> {
  for (const control of controls) {
    const printed = await askNode(control).catch(() => '');
    const said = /^\{ok, "(.*)"\}$/s.exec(printed.trim())?.[1];
    if (said === undefined) continue;
    return said
      .split(';')
      .filter((each) => each !== '')
      .map((each) => ({ leader: each.split(' ')[0] ?? '', online: Number(each.split(' ')[1]) }));
  }
  return [];
}

async function askNode({ node, epmdPort }: RabbitControl): Promise<string> {
  const env = { PATH: '/usr/bin:/bin', ERL_EPMD_PORT: String(epmdPort) };
  const asking = promisify(execFile)(programs.erlang, ['-n', node, '-c', cookie, '-e'], { env, timeout: 5_000 });
  asking.child.stdin?.end(queuesInErlang);
  return (await asking).stdout;
}

/** A node, and how many queues it leads. */
function leadersOf(queues: readonly Queue[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { leader } of queues) counts.set(leader, (counts.get(leader) ?? 0) + 1);
  return counts;
}
