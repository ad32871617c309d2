import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, writeFileSync } from 'node:fs';

type Say = (sentence: string) => void;

/** Chromium without its windows: a visitor with a browser of their own costs it a fifth of what they cost the whole one. */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';
const CHROMIUM_PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];
const NGINX = '/usr/sbin/nginx';
const POSTGRES_15 = '/usr/lib/postgresql/15/bin/postgres';

/** The browser of the journeys: the one SAFIRI_CHROMIUM names, one that is there, or Debian's; undefined after saying why. */
export function getChromium(say: Say): string | undefined {
  const named = process.env['SAFIRI_CHROMIUM'];
  if (named !== undefined && existsSync(named)) return named;
  const found =
    (existsSync(HEADLESS_SHELL) ? HEADLESS_SHELL : installed('chromium-headless-shell', HEADLESS_SHELL, say)) ??
    CHROMIUM_PLACES.find((place) => existsSync(place));
  if (found === undefined) {
    say(
      'npm test needs Chromium: install it (Debian: sudo apt-get install chromium-headless-shell) or name yours with SAFIRI_CHROMIUM, then run it again.',
    );
  }
  return found;
}

/** Debian's PostgreSQL, for the tests that migrations run on both versions. Without it those tests skip and say so. */
export function getPostgres15(say: Say): void {
  if (existsSync(POSTGRES_15) || installed('postgresql-15', POSTGRES_15, say) !== undefined) return;
  say(
    'PostgreSQL 15 is not here (Debian: sudo apt-get install postgresql-15): migrations are tested on PostgreSQL 18 only.',
  );
}

/** Debian's servers behind the product's ports. Without one of them the suites of its drivers skip and say so. */
export function getDriverServers(say: Say): void {
  for (const [name, program] of [
    ['redis-server', '/usr/bin/redis-server'],
    ['rabbitmq-server', '/usr/lib/rabbitmq/bin/rabbitmq-server'],
  ] as const) {
    if (existsSync(program) || installed(name, program, say) !== undefined) continue;
    say(`There is no ${name} here (Debian: sudo apt-get install ${name}): what is made for it is not tested.`);
  }
}

/** Debian's way in to a cluster. Without it a cluster does not start, and tests of its configuration skip and say so. */
export function getNginx(say: Say): void {
  if (existsSync(NGINX) || installed('nginx-light', NGINX, say) !== undefined) return;
  say('There is no nginx here (Debian: sudo apt-get install nginx-light): no cluster can run, and none is tested.');
}

/** What more than one of each server needs besides. Without it the high-availability run skips and says so. */
export function getAvailabilityServers(say: Say): void {
  for (const [name, program] of [
    ['etcd-server', '/usr/bin/etcd'],
    ['haproxy', '/usr/sbin/haproxy'],
    ['patroni', '/usr/bin/patroni'],
  ] as const)
    if (!existsSync(program)) installed(name, program, say);
}

/** The program, after installing its Debian package; undefined where that is not possible. */
function installed(name: string, program: string, say: Say): string | undefined {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return undefined;
  say(`Installing ${name} with apt-get…`);
  withoutStartingServices(() => {
    // The lists may be old or, in an image, absent.
    aptGet(['update', '--quiet=2']);
    aptGet(['install', '--quiet=2', '--yes', '--no-install-recommends', name]);
  });
  return existsSync(program) ? program : undefined;
}

/** Where nothing can be fetched, that is known after a while: an archive that is silent, or somebody else's apt-get that holds the lock. */
const aptLimits = [
  'Acquire::http::Timeout=30',
  'Acquire::https::Timeout=30',
  'Acquire::Retries=1',
  'DPkg::Lock::Timeout=60',
];
/** RabbitMQ with Erlang is 60 MB. */
const aptMilliseconds = 10 * 60_000;

function aptGet(args: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('/usr/bin/apt-get', [...aptLimits.flatMap((limit) => ['-o', limit]), ...args], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env,
    timeout: aptMilliseconds,
  });
}

/** A package that brings a server starts it when installed; here nobody asked for one. */
function withoutStartingServices(install: () => void): void {
  const policy = '/usr/sbin/policy-rc.d';
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    install();
  } finally {
    if (ours) rmSync(policy, { force: true });
  }
}
