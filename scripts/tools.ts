import { type SpawnOptions, spawn } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** Programs that came with the install, by the file that Node runs: no PATH decides which one it is. */
const TOOLS = {
  oxfmt: 'oxfmt/bin/oxfmt',
  oxlint: 'oxlint/bin/oxlint',
  tsc: 'typescript/bin/tsc',
  vitest: 'vitest/vitest.mjs',
  'react-router': '@react-router/dev/bin.cjs',
} as const;

export type Tool = keyof typeof TOOLS;

export type Run = { args: readonly string[]; folder?: string; env?: NodeJS.ProcessEnv };

/** Runs it to its end, with everything it wrote. */
export async function runTool(tool: Tool, run: Run): Promise<{ exitCode: number; output: string }> {
  let output = '';
  const exitCode = await start(tool, run, {
    stdio: ['ignore', 'pipe', 'pipe'],
    hear: (text) => {
      output += text;
    },
  });
  return { exitCode, output };
}

/** Runs it to its end before the eyes of whoever started us. */
export function showTool(tool: Tool, run: Run): Promise<number> {
  return start(tool, run, { stdio: 'inherit', hear: () => undefined });
}

type Ears = { stdio: SpawnOptions['stdio']; hear: (text: string) => void };

function start(
  tool: Tool,
  { args, folder = root, env = process.env }: Run,
  { stdio = 'inherit', hear }: Ears,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', TOOLS[tool]), ...args], {
      cwd: folder,
      env,
      stdio,
    });
    child.stdout?.setEncoding('utf8').on('data', hear);
    child.stderr?.setEncoding('utf8').on('data', hear);
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
