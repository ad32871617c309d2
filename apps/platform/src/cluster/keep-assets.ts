import { existsSync } from 'node:fs';
import { cp } from 'node:fs/promises';
import path from 'node:path';
import { StartRefusal } from '@safiri/runtime/embedded-postgres';

/**
 * Lays the files of a release's pages where Nginx finds them when no process has them any more: a page that was made by the
 * one release asks for its files while the other one serves. Their names carry hashes, so all releases have room in one folder.
 */
export async function keepAssets(nginxFolder: string, release: string): Promise<void> {
  const assets = path.join(release, 'apps', 'portal', 'build', 'client', 'assets');
  if (!existsSync(assets)) throw new StartRefusal(`The website of ${release} is not built: run npm run build there.`);
  await cp(assets, path.join(nginxFolder, 'kept', 'assets'), { recursive: true });
}
