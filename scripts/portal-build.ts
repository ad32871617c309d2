import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { precompress } from './precompress.ts';
import { root, runTool } from './tools.ts';

export type PortalBuild = { state: 'absent' | 'unchanged' | 'built' } | { state: 'failed'; why: string };

const portal = join(root, 'apps', 'portal');
/** Inside the build, so that deleting that folder asks for a new one. */
const stampFile = join(portal, 'build', '.sources-sha256');

/** What the portal is made of: its own files, the packages that come with it to the browser, and the versions of the rest. */
const SOURCES = [
  'apps/portal',
  'packages/client',
  'packages/contracts',
  'packages/design',
  'packages/kernel',
  'packages/ui-web',
  'scripts/precompress.ts',
  'package-lock.json',
];
const NOT_SOURCES = ['node_modules', 'build', '.react-router'];

/** Builds the portal when its sources have changed since the last build. */
export async function buildPortalWhenChanged(say: (sentence: string) => void): Promise<PortalBuild> {
  if (!existsSync(join(portal, 'vite.config.ts'))) return { state: 'absent' };
  const stamp = hashOf(SOURCES.map((name) => join(root, name)));
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return { state: 'unchanged' };
  say('Building the web pages…');
  const startedAt = performance.now();
  const { exitCode, output } = await runTool('react-router', { args: ['build'], folder: portal });
  if (exitCode !== 0) return { state: 'failed', why: output.trim() };
  await precompress(join(portal, 'build', 'client', 'assets'));
  writeFileSync(stampFile, stamp);
  say(`Web pages built in ${Math.round((performance.now() - startedAt) / 1000)} s.`);
  return { state: 'built' };
}

/** Of names and contents, in an order that does not depend on the file system. */
function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesBelow).toSorted()) {
    hash
      .update(`${file.slice(root.length)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => (NOT_SOURCES.includes(name) ? [] : filesBelow(join(path, name))));
}
