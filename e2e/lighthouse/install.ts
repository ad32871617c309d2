import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const declared = ['package.json', 'package-lock.json'] as const;

/**
 * Lighthouse has a hundred packages and serves this command alone, so it is no part of the product's install: it is fetched
 * at the first use, and again when its lock file changes. Answers the program.
 */
export function installLighthouse(say: (sentence: string) => void): string {
  const folder = path.join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'safiri-lighthouse');
  const program = path.join(folder, 'node_modules', 'lighthouse', 'cli', 'index.js');
  const isCurrent = declared.every((name) => contentOf(folder, name) === contentOf(import.meta.dirname, name));
  if (isCurrent && existsSync(program)) return program;
  say('Installing Lighthouse; once, for about a minute…');
  mkdirSync(folder, { recursive: true });
  for (const name of declared) copyFileSync(path.join(import.meta.dirname, name), path.join(folder, name));
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
    // Windows finds npm.cmd by its shell alone.
    shell: process.platform === 'win32',
  });
  if (npm.status !== 0) throw new Error('Lighthouse could not be installed: the lines of npm above say why.');
  return program;
}

function contentOf(folder: string, name: string): string | undefined {
  const file = path.join(folder, name);
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}
