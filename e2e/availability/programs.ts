import { findProgram } from '@safiri/testkit/servers';

/** Debian's, where each package puts it. */
export const programs = {
  erlang: '/usr/bin/erl_call',
  etcd: '/usr/bin/etcd',
  haproxy: '/usr/sbin/haproxy',
  nginx: '/usr/sbin/nginx',
  patroni: '/usr/bin/patroni',
  postgres: '/usr/lib/postgresql/15/bin/postgres',
  rabbitmq: '/usr/lib/rabbitmq/bin/rabbitmq-server',
  redis: '/usr/bin/redis-server',
} as const;

/** Why this cannot run here, as a sentence; undefined where everything is installed. */
export function whatIsMissing(): string | undefined {
  const missing = Object.entries(programs).flatMap(([name, file]) => (findProgram(file) === undefined ? [name] : []));
  return missing.length === 0
    ? undefined
    : `${missing.join(', ')} not installed: apt-get install etcd-server haproxy nginx-light patroni postgresql-15 rabbitmq-server redis-server`;
}
