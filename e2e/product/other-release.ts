import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { layOut, linkModules } from './lay-out-release.ts';

/** A checkout of the last commit in a folder of its own, with its own packages and website, whose API says that it is version 2. */
export type OtherRelease = { readonly folder: string; remove(): Promise<void> };

export async function makeOtherRelease(): Promise<OtherRelease> {
  const folder = await mkdtemp(path.join(tmpdir(), 'safiri-other-'));
  const remove = async (): Promise<void> => await rm(folder, { recursive: true, force: true });
  try {
    await layOut('HEAD', folder);
    await linkModules(folder);
    const description = path.join(folder, 'packages/contracts/src/openapi.ts');
    const changed = (await readFile(description, 'utf8')).replace("version: '1'", "version: '2'");
    await writeFile(description, changed);
    // So that its pages have files of other names.
    await appendFile(path.join(folder, 'apps/portal/app/styles.css'), '\n.other-release {\n  color: inherit;\n}\n');
    await promisify(execFile)(process.execPath, [path.join(folder, 'scripts/build-portal.ts')]);
  } catch (error) {
    await remove();
    throw error;
  }
  return { folder, remove };
}
