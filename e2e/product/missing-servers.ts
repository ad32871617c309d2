import { existsSync } from 'node:fs';

const programs = {
  'postgresql-15': '/usr/lib/postgresql/15/bin/postgres',
  'redis-server': '/usr/bin/redis-server',
  'rabbitmq-server': '/usr/lib/rabbitmq/bin/rabbitmq-server',
  'nginx-light': '/usr/sbin/nginx',
};

/** What a cluster needs and this machine does not have, as a sentence; the test run has installed them where it may. */
export function missingServers(): string | undefined {
  const missing = Object.entries(programs).flatMap(([name, program]) => (existsSync(program) ? [] : [name]));
  return missing.length === 0 ? undefined : `Debian: apt-get install ${missing.join(' ')}`;
}
