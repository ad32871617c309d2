import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root, runTool } from '../tools.ts';

/** What the compiler refuses in everything that Node runs. */
export function typeRefusals(): Promise<string[]> {
  return compile(root);
}

/** The portal runs in browsers and has its own configuration; React Router makes the types of its routes first. */
export async function portalTypeRefusals(): Promise<string[]> {
  const portal = join(root, 'apps', 'portal');
  if (!existsSync(join(portal, 'tsconfig.json'))) return [];
  const typegen = await runTool('react-router', { args: ['typegen'], folder: portal });
  if (typegen.exitCode !== 0)
    return [`apps/portal [types] the types of its routes cannot be made: ${typegen.output.trim()}`];
  return compile(portal);
}

async function compile(folder: string): Promise<string[]> {
  const { exitCode, output } = await runTool('tsc', {
    args: ['-p', join(folder, 'tsconfig.json'), '--pretty', 'false'],
  });
  const sentences = output
    .split('\n')
    // Indented lines explain the one before; together they are one sentence.
    .reduce<string[]>(
      (found, line) =>
        line.startsWith(' ') ? [...found.slice(0, -1), `${found.at(-1)} ${line.trim()}`] : [...found, line],
      [],
    )
    .filter((line) => line.trim() !== '')
    .map((line) => line.replace(/^(.+?)\((\d+),\d+\): error (TS\d+): /, '$1:$2 [$3] '));
  return exitCode === 0 ? [] : sentences;
}
