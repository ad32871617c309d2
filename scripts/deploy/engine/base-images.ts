import { existsSync } from 'node:fs';

/** What we know of an image of others, so far as our files count on it; its programs are played by Debian's. */
export type BaseImage = {
  /** Who is who in it. */
  readonly users: Readonly<Record<string, number>>;
  readonly environment?: Readonly<Record<string, string>>;
  /** Put before the command. */
  readonly entry?: readonly string[];
  readonly command?: readonly string[];
  /** Who owns folders that volumes are laid over. */
  readonly owners?: Readonly<Record<string, string>>;
  readonly stopSignal?: NodeJS.Signals;
  /** Where Debian has its program; without it the image cannot be played here. */
  readonly program: string;
};

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** What PostgreSQL's image does at its first start; afterwards only the command. */
const firstStart = `
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  initdb --username=postgres --pwfile="$POSTGRES_PASSWORD_FILE" $POSTGRES_INITDB_ARGS
  echo 'host all all all scram-sha-256' >>"$PGDATA/pg_hba.conf"
  echo "listen_addresses = '*'" >>"$PGDATA/postgresql.conf"
  echo "create database $POSTGRES_DB;" | postgres --single postgres
fi
exec "$@"`;

const bases: Readonly<Record<string, BaseImage>> = {
  'node:24-bookworm-slim': { users: { node: 1000 }, environment: { PATH: path }, program: process.execPath },
  'nginx:stable-bookworm': {
    users: { nginx: 101 },
    environment: { PATH: path },
    stopSignal: 'SIGQUIT',
    program: '/usr/sbin/nginx',
  },
  'postgres:15-bookworm': {
    users: { postgres: 999 },
    environment: { PATH: `${path}:/usr/lib/postgresql/15/bin`, PGDATA: '/var/lib/postgresql/data' },
    entry: ['/bin/sh', '-ec', firstStart, 'first-start'],
    owners: { '/var/lib/postgresql/data': 'postgres' },
    stopSignal: 'SIGINT',
    program: '/usr/lib/postgresql/15/bin/postgres',
  },
  'rabbitmq:3.13': {
    users: { rabbitmq: 999 },
    environment: {
      PATH: `/usr/lib/rabbitmq/bin:${path}`,
      HOME: '/var/lib/rabbitmq',
      RABBITMQ_LOGS: '-',
      LANG: 'C.UTF-8',
    },
    command: ['rabbitmq-server'],
    owners: { '/var/lib/rabbitmq': 'rabbitmq' },
    program: '/usr/lib/rabbitmq/bin/rabbitmq-server',
  },
  'redis:7-bookworm': { users: { redis: 999 }, environment: { PATH: path }, program: '/usr/bin/redis-server' },
  'prom/prometheus': {
    users: { nobody: 65_534 },
    environment: { PATH: path },
    entry: ['/usr/bin/prometheus'],
    owners: { '/prometheus': 'nobody' },
    program: '/usr/bin/prometheus',
  },
};

/** Undefined where there is nothing on this machine that could play it. */
export function findBase(image: string): BaseImage | undefined {
  const base = bases[image] ?? bases[image.replace(/:.*$/, '')];
  return base !== undefined && existsSync(base.program) ? base : undefined;
}
