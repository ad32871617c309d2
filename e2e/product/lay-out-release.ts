import { execFile } from 'node:child_process';
import { mkdir, readFile, readdir, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);

/** Writes the sources of a commit into a folder. */
export async function layOut(commit: string, folder: string): Promise<void> {
  const archive = path.join(folder, 'sources.tar');
  await run('git', ['-C', root, 'archive', '--output', archive, commit]);
  await run('tar', ['-xf', archive, '-C', folder]);
}

/** The release's own packages, and for the rest what is installed here. */
export async function linkModules(folder: string): Promise<void> {
  const modules = path.join(folder, 'node_modules');
  await mkdir(path.join(modules, '@safiri'), { recursive: true });
  const names = (await readdir(path.join(root, 'node_modules'))).filter((name) => name !== '@safiri');
  for (const name of names) await symlink(path.join(root, 'node_modules', name), path.join(modules, name));
  for (const parent of ['packages', 'services', 'apps', 'simulators']) {
    for (const name of await readdir(path.join(folder, parent))) {
      const workspace = path.join(parent, name);
      const manifest = await readFile(path.join(folder, workspace, 'package.json'), 'utf8').catch(() => undefined);
      if (manifest === undefined) continue;
      const { name: packageName } = JSON.parse(manifest) as { name: string };
      await symlink(path.join(folder, workspace), path.join(modules, packageName));
      const own = path.join(root, workspace, 'node_modules');
      if (await stat(own).catch(() => undefined)) await symlink(own, path.join(folder, workspace, 'node_modules'));
    }
  }
}
