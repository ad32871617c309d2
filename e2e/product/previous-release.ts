import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { layOut, linkModules } from './lay-out-release.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** The last release's sources, ready to run. */
export type PreviousRelease = {
  readonly version: string;
  readonly main: string;
  remove(): Promise<void>;
};

/** Or why they cannot be had here, as a sentence. */
export async function getPreviousRelease(): Promise<PreviousRelease | { readonly missing: string }> {
  const { version, commit } = await lastRelease();
  const known = await run('git', ['-C', root, 'cat-file', '-e', `${commit}^{commit}`]).then(
    () => true,
    () => false,
  );
  if (!known)
    return {
      missing: `Release ${version} is commit ${commit}, which this copy does not have (git fetch --unshallow).`,
    };
  const folder = await mkdtemp(path.join(tmpdir(), 'safiri-previous-'));
  try {
    await layOut(commit, folder);
    const changed = await changedPackages(folder);
    if (changed.length === 0) await linkModules(folder);
    else await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: folder });
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    version,
    main: path.join(folder, 'apps/platform/src/main.ts'),
    remove: async () => await rm(folder, { recursive: true, force: true }),
  };
}

async function lastRelease(): Promise<{ version: string; commit: string }> {
  const lines = (await readFile(path.join(root, 'docs/releases'), 'utf8')).split('\n');
  const [version, commit] = lines.findLast((line) => /^\d/.test(line))?.split(' ') ?? [];
  if (version === undefined || commit === undefined) throw new Error('docs/releases names no release');
  return { version, commit };
}

/** Packages that the release needs in another version than is installed here. */
async function changedPackages(folder: string): Promise<string[]> {
  const [then, now] = await Promise.all([folder, root].map(lockedVersions));
  return Object.entries(then ?? {}).flatMap(([name, version]) => (now?.[name] === version ? [] : [name]));
}

async function lockedVersions(folder: string): Promise<Record<string, string>> {
  const lock = JSON.parse(await readFile(path.join(folder, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version?: string; dev?: boolean; link?: boolean }>;
  };
  const kept = Object.entries(lock.packages).filter(
    ([name, each]) => name.includes('node_modules/') && each.dev !== true && each.link !== true,
  );
  return Object.fromEntries(kept.map(([name, each]) => [name, each.version ?? '']));
}
