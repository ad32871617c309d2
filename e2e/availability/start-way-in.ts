import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { freePort, startServer } from '@safiri/testkit/servers';
import { programs } from './programs.ts';

type Behind = {
  readonly databases: readonly { readonly name: string; readonly port: number; readonly healthPort: number }[];
  readonly redisPorts: readonly number[];
  readonly rabbitPorts: readonly number[];
};

export type WayIn = {
  readonly databasePort: number;
  readonly redisPort: number;
  readonly brokerPort: number;
  stop(): Promise<void>;
};

/** One address for each kind of server: HAProxy gives connections to whoever leads, and ends those of who does no more. */
export async function startWayIn(folder: string, behind: Behind): Promise<WayIn> {
  const ports = { databasePort: await freePort(), redisPort: await freePort(), brokerPort: await freePort() };
  const file = path.join(folder, 'haproxy.cfg');
  await writeFile(file, configurationOf(ports, behind));
  const running = startServer({
    program: programs.haproxy,
    args: ['-db', '-f', file],
    port: ports.databasePort,
    logFile: path.join(folder, 'haproxy.log'),
  });
  await running.untilReady();
  return { ...ports, stop: async () => await running.stop() };
}

function configurationOf(ports: Omit<WayIn, 'stop'>, { databases, redisPorts, rabbitPorts }: Behind): string {
  const servers = (prefix: string, each: readonly number[]): string =>
    each.map((port, index) => `  server ${prefix}-${index + 1} 127.0.0.1:${port} check`).join('\n');
  return `
defaults
  mode tcp
  timeout connect 2s
  timeout check 2s
  # Who listens for news says nothing for hours; both sides have their own signs of life.
  timeout client 12h
  timeout server 12h
  default-server inter 1s fall 2 rise 1 on-marked-down shutdown-sessions

listen postgresql
  bind 127.0.0.1:${ports.databasePort}
  option httpchk GET /primary
  http-check expect status 200
${databases.map(({ name, port, healthPort }) => `  server ${name} 127.0.0.1:${port} check port ${healthPort}`).join('\n')}

listen redis
  bind 127.0.0.1:${ports.redisPort}
  option tcp-check
  tcp-check send info\\ replication\\r\\n
  tcp-check expect string role:master
${servers('redis', redisPorts)}

listen rabbitmq
  bind 127.0.0.1:${ports.brokerPort}
  balance leastconn
${servers('rabbitmq', rabbitPorts)}
`;
}
