import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Product } from './start-product.ts';

const commands = new URL('../../apps/platform/src/commands/', import.meta.url);

export type Ended = { readonly exitCode: number; readonly output: string };

/** Runs what `npm run gtfs`, `republish` or `dead-letters` runs, beside a product. */
export async function runCommand(
  { environment }: Product,
  command: 'gtfs' | 'republish' | 'dead-letters' | 'audit' | 'audit-log' | 'backup' | 'restore' | 'fix',
  ...args: readonly string[]
): Promise<Ended> {
  return await runProgram(new URL(`${command}.ts`, commands), args, environment);
}

/** Runs a program to its end and answers all that it printed. */
export async function runProgram(
  program: URL,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<Ended> {
  const child = spawn(process.execPath, [fileURLToPath(program), ...args], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const gather = (chunk: Buffer): void => {
    output += chunk.toString();
  };
  child.stdout.on('data', gather);
  child.stderr.on('data', gather);
  await once(child, 'close');
  return { exitCode: child.exitCode ?? -1, output };
}
