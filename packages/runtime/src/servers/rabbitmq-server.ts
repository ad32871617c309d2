import { execFile } from 'node:child_process';
import { chmod, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { findProgram, startServer, takesConnections, type NoServer, type RunningServer } from './server-program.ts';

/** Names a node to Debian's rabbitmqctl; plain values, so that they can be handed over. */
export type RabbitControl = { readonly node: string; readonly home: string; readonly epmdPort: number };

export type RabbitPorts = { readonly port: number; readonly distributionPort: number; readonly epmdPort: number };

export type RabbitOptions = {
  /** What it prints is appended there; left out, nobody reads it. */
  readonly logFile?: string;
  /**
   * Nodes that are one server: they have one port mapper and one word that lets them in, and whoever starts with nothing joins
   * the first. A part of them that is cut off from most stops, so that nothing is confirmed in two places.
   */
  readonly cluster?: { readonly cookie: string; readonly nodes: readonly string[] };
};

const bin = '/usr/lib/rabbitmq/bin';
const portMapperTries = 50;
const portMapperMilliseconds = 100;

export function rabbitControl(home: string, { port, epmdPort }: Omit<RabbitPorts, 'distributionPort'>): RabbitControl {
  return { node: `safiri${port}@localhost`, home, epmdPort };
}

/** A RabbitMQ node of one's own, on what its folder has. It takes some 15 seconds until it is ready, which nobody has to wait for here. */
export async function startRabbit(
  home: string,
  ports: RabbitPorts,
  { logFile, cluster }: RabbitOptions = {},
): Promise<RunningServer | NoServer> {
  const program = findProgram(`${bin}/rabbitmq-server`);
  if (program === undefined)
    return { missing: 'There is no rabbitmq-server (Debian: apt-get install rabbitmq-server).' };
  const { port, distributionPort } = ports;
  const control = rabbitControl(home, ports);
  await mkdir(join(home, 'log'), { recursive: true });
  const lines = [
    `listeners.tcp.default = 127.0.0.1:${port}`,
    'vm_memory_high_watermark.absolute = 400MB',
    'disk_free_limit.absolute = 50MB',
    ...(cluster === undefined ? [] : clusterLines(cluster.nodes)),
  ];
  await writeFile(join(home, 'rabbitmq.conf'), `${lines.join('\n')}\n`);
  const cookie = join(home, '.erlang.cookie');
  await rm(cookie, { force: true });
  await writeFile(cookie, cluster?.cookie ?? `safiri${port}`);
  await chmod(cookie, 0o400);
  const running = startServer({
    program,
    args: [],
    port,
    ...(logFile === undefined ? {} : { logFile }),
    env: {
      ...environmentOf(control),
      RABBITMQ_CONFIG_FILE: join(home, 'rabbitmq.conf'),
      RABBITMQ_MNESIA_BASE: join(home, 'db'),
      RABBITMQ_LOG_BASE: join(home, 'log'),
      RABBITMQ_DIST_PORT: String(distributionPort),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(home, 'plugins'),
      // One scheduler that sleeps when there is nothing to do: others use the machine too.
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+S 1:1 +sbwt none',
    },
  });
  return {
    ...running,
    stop: async () => {
      await running.stop();
      await endPortMapper(control);
    },
  };
}

function clusterLines(nodes: readonly string[]): string[] {
  return [
    'cluster_partition_handling = pause_minority',
    'cluster_formation.peer_discovery_backend = classic_config',
    ...nodes.map((node, index) => `cluster_formation.classic_config.nodes.${index + 1} = ${node}`),
  ];
}

/** Ends every connection and starts the broker anew on what it has on its disk. */
export async function restartRabbit(control: RabbitControl): Promise<void> {
  await evaluate(control, 'rabbit:stop(), rabbit:start().');
}

/** Names of one's own on a server that others use too. */
export async function addVirtualHost(control: RabbitControl, name: string): Promise<void> {
  const all = '<<".*">>, <<".*">>, <<".*">>';
  await evaluate(
    control,
    `rabbit_vhost:add(<<"${name}">>, <<"test">>), rabbit_auth_backend_internal:set_permissions(<<"guest">>, <<"${name}">>, ${all}, <<"test">>).`,
  );
}

async function evaluate(control: RabbitControl, expression: string): Promise<void> {
  await promisify(execFile)(`${bin}/rabbitmqctl`, ['eval', expression], { cwd: '/', env: environmentOf(control) });
}

/**
 * The port mapper that Erlang leaves behind; it has a port of its own, so it is nobody else's. It does not end while it knows a
 * node, which is a moment longer than the node lives.
 */
export async function endPortMapper({ epmdPort }: Pick<RabbitControl, 'epmdPort'>): Promise<void> {
  for (let attempt = 0; attempt < portMapperTries && (await takesConnections(epmdPort)); attempt += 1) {
    await promisify(execFile)('epmd', ['-port', String(epmdPort), '-kill']).catch(() => undefined);
    await wait(portMapperMilliseconds);
  }
}

function environmentOf({ node, home, epmdPort }: RabbitControl): NodeJS.ProcessEnv {
  return {
    PATH: '/usr/sbin:/usr/bin:/sbin:/bin',
    HOME: home,
    LANG: 'C.UTF-8',
    RABBITMQ_NODENAME: node,
    ERL_EPMD_PORT: String(epmdPort),
    ERL_EPMD_ADDRESS: '127.0.0.1',
  };
}
