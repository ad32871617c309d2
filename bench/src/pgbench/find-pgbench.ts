import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentOf, programFolders } from '../config.ts';

/** Debian keeps one folder a version. */
const debianFolder = '/usr/lib/postgresql';
const aptGet = '/usr/bin/apt-get';
const policy = '/usr/sbin/policy-rc.d';

/** The newest pgbench of this machine, installed first where it is absent and we may; undefined after saying what to do. */
export function getPgbench(say: (sentence: string) => void): string | undefined {
  const found = find() ?? (process.getuid?.() === 0 && existsSync(aptGet) ? install(say) : undefined);
  if (found === undefined)
    say(
      'npm run bench needs pgbench: install it (Debian: sudo apt-get install postgresql-contrib), then run it again.',
    );
  return found;
}

function find(): string | undefined {
  const versions = existsSync(debianFolder) ? readdirSync(debianFolder) : [];
  const newestFirst = versions.toSorted((a, b) => Number(b) - Number(a));
  const folders = [...newestFirst.map((version) => join(debianFolder, version, 'bin')), ...programFolders()];
  return folders.map((folder) => join(folder, 'pgbench')).find((program) => existsSync(program));
}

function install(say: (sentence: string) => void): string | undefined {
  say('Installing pgbench with apt-get…');
  // The package brings a server, which it would start; nobody asked for one.
  const ours = !existsSync(policy);
  if (ours) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    const env = environmentOf({ DEBIAN_FRONTEND: 'noninteractive' });
    for (const args of [['update'], ['install', '--yes', '--no-install-recommends', 'postgresql-contrib']])
      spawnSync(aptGet, ['--quiet=2', ...args], { stdio: ['ignore', 'ignore', 'inherit'], env });
  } finally {
    if (ours) rmSync(policy, { force: true });
  }
  return find();
}
