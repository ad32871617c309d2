import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../../tools.ts';
import { at, treeOf } from '../reading.ts';
import { readStages } from './dockerfile.ts';

/**
 * A layer that hides from the checkout what is not in the image: what `npm ci --omit=dev --omit=optional` does not install,
 * and what the Dockerfile removes. So a program that needs any of it fails here, as it would there.
 */
export function hideWhatImagesLack(folder: string): void {
  for (const path of leftOut()) {
    if (!existsSync(join(root, path))) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    // What an overlay takes as "removed".
    execFileSync('mknod', [join(folder, path), 'c', '0', '0']);
  }
}

function leftOut(): string[] {
  const lock: unknown = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const packages = Object.entries(treeOf(at(lock, 'packages'))).filter(([path]) => path.includes('node_modules/'));
  const notInstalled = packages.filter(([, each]) =>
    ['dev', 'optional', 'devOptional'].some((flag) => at(each, flag) === true),
  );
  const removed = readStages()
    .flatMap(({ instructions }) => instructions)
    .flatMap(({ text }) => /rm -rf (?<paths>[^&|]+)/.exec(text)?.groups?.['paths']?.trim().split(/\s+/) ?? []);
  return outermost(['.git', ...removed, ...notInstalled.map(([path]) => path)]);
}

/** Without paths inside others. */
function outermost(paths: readonly string[]): string[] {
  return paths.filter((path) => !paths.some((other) => path.startsWith(`${other}/`)));
}
