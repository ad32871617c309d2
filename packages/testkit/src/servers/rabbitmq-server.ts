import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { NoServer } from '../postgres-servers.ts';
import { freePort } from './free-port.ts';
import { findProgram, startServer, takesConnections } from './server-program.ts';

export type RabbitServer = {
  readonly url: string;
  readonly port: number;
  /** What `rabbitmqctl eval` needs, for who was not the one that started it. */
  readonly control: RabbitControl;
  untilReady(): Promise<void>;
  stop(): Promise<void>;
};

/** Names a node to Debian's rabbitmqctl; plain values, so that a test run can hand it to its files. */
export type RabbitControl = { readonly node: string; readonly home: string; readonly epmdPort: number };

const bin = '/usr/lib/rabbitmq/bin';
const portMapperTries = 50;
const portMapperMilliseconds = 100;

/** A RabbitMQ node of one's own. It takes some 15 seconds until it is ready, which nobody has to wait for here. */
export async function startRabbit(): Promise<RabbitServer | NoServer> {
  const program = findProgram(`${bin}/rabbitmq-server`);
  if (program === undefined)
    return { missing: 'There is no rabbitmq-server (Debian: apt-get install rabbitmq-server).' };
  const home = await mkdtemp(join(tmpdir(), 'safiri-rabbit-'));
  const [port, distributionPort, epmdPort] = [await freePort(), await freePort(), await freePort()];
  const control = { node: `safiri${port}@localhost`, home, epmdPort };
  await writeFile(
    join(home, 'rabbitmq.conf'),
    `listeners.tcp.default = 127.0.0.1:${port}\nvm_memory_high_watermark.absolute = 400MB\ndisk_free_limit.absolute = 50MB\n`,
  );
  await mkdir(join(home, 'log'));
  await writeFile(join(home, '.erlang.cookie'), `safiri${port}`);
  await chmod(join(home, '.erlang.cookie'), 0o400);
  if (process.getuid?.() === 0) await promisify(execFile)('chown', ['-R', 'rabbitmq:rabbitmq', home]);
  const running = startServer({
    program,
    args: [],
    port,
    user: 'rabbitmq',
    env: {
      ...environmentOf(control),
      RABBITMQ_CONFIG_FILE: join(home, 'rabbitmq.conf'),
      RABBITMQ_MNESIA_BASE: join(home, 'db'),
      RABBITMQ_LOG_BASE: join(home, 'log'),
      RABBITMQ_DIST_PORT: String(distributionPort),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(home, 'plugins'),
      // One scheduler that sleeps when there is nothing to do: tests share the machine.
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+S 1:1 +sbwt none',
    },
  });
  return {
    url: `amqp://guest:guest@127.0.0.1:${port}`,
    port,
    control,
    untilReady: async () => await running.untilReady(),
    stop: async () => {
      await running.stop();
      await endPortMapper(control);
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Ends every connection and starts the broker anew on what it has on its disk. */
export async function restartRabbit(control: RabbitControl): Promise<void> {
  await evaluate(control, 'rabbit:stop(), rabbit:start().');
}

async function evaluate(control: RabbitControl, expression: string): Promise<void> {
  const asUser = process.getuid?.() === 0 ? ['--reuid=rabbitmq', '--regid=rabbitmq', '--init-groups'] : [];
  await promisify(execFile)('setpriv', [...asUser, `${bin}/rabbitmqctl`, 'eval', expression], {
    cwd: '/',
    env: environmentOf(control),
  });
}

/**
 * The port mapper that Erlang leaves behind; it has a port of its own, so it is nobody else's. It does not end while it knows a
 * node, which is a moment longer than the node lives.
 */
async function endPortMapper({ epmdPort }: RabbitControl): Promise<void> {
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
