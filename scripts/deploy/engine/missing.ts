import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../tools.ts';
import { readStages } from './dockerfile.ts';
import { findBase } from './base-images.ts';

/** Why containers cannot be played on this machine, as a sentence; undefined where they can. */
export function whyNotHere(otherImages: readonly string[]): string | undefined {
  if (process.getuid?.() !== 0) return 'name spaces and limits are made by root';
  const programs = ['unshare', 'nsenter', 'setpriv', 'chroot', 'ip'];
  const absent = programs.filter((name) => !['/usr/bin', '/usr/sbin'].some((folder) => existsSync(join(folder, name))));
  if (absent.length > 0) return `there is no ${absent.join(', ')} (Debian: apt-get install util-linux iproute2)`;
  if (!readFileSync('/proc/filesystems', 'utf8').includes('overlay')) return 'this kernel has no overlay file system';
  if (!canWrite('/sys/fs/cgroup')) return 'control groups cannot be made here';
  if (!existsSync(join(root, 'apps/portal/build'))) return 'the website is not built (npm run build)';
  const runnable = ['safiri', 'gateway', 'database'];
  const bases = readStages().flatMap(({ name, base }) => (runnable.includes(name) ? [base] : []));
  const unknown = [...bases, ...otherImages].filter((image) => findBase(image) === undefined);
  return unknown.length === 0 ? undefined : `no program of this machine can play ${unknown.join(', ')}`;
}

function canWrite(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
